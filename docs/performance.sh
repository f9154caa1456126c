#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Measures what docs/performance.md tells and puts the tables there. Takes about half an hour, on a
# machine that has nothing else to do.
#
#   docs/performance.sh         measures everything, leaves the results in target/performance
#   docs/performance.sh tables  only makes the tables, of the results that are there
set -euo pipefail
cd "$(dirname "$0")/.."

readonly results=target/performance
readonly pieces=(message-protocol/target/jmh/results.json security-server/target/jmh/results.json)
# Tables that the long tests leave behind.
readonly figures=(cli/target/bulk.md security-server/target/durability.md)

measure() {
  mkdir -p "$results"
  cli/bin/postroad bench --output json >"$results/bench.json"
  if cli/bin/postroad bench start --help >/dev/null 2>&1; then
    cli/bin/postroad bench start --output json >"$results/start.json"
  fi
  mvn -B -ntp -q -Pjmh verify
  mvn -B -ntp -q verify -Plong-tests -Dtest='DurabilityFiguresTest,BulkTest' \
    -Dsurefire.failIfNoSpecifiedTests=false
}

tables() {
  local options=() file
  for file in "${pieces[@]}"; do
    [ ! -e "$file" ] || options+=(--jmh "$file")
  done
  for file in "${figures[@]}"; do
    [ ! -e "$file" ] || options+=(--figures "$file")
  done
  [ ! -e "$results/bench.json" ] || options+=(--bench "$results/bench.json")
  [ ! -e "$results/start.json" ] || options+=(--start "$results/start.json")
  cli/bin/postroad bench report "${options[@]}" --into docs/performance.md
}

[ "${1:-}" = tables ] || measure
tables
