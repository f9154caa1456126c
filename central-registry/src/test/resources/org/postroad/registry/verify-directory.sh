#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Verifies a signed configuration directory with openssl and text tools alone.
# usage: verify-directory.sh DIRECTORY CERTIFICATE.pem PARTS_ROOT
# Prints the content identifiers of the parts whose digests match; exits non-zero otherwise.
set -eu
LC_ALL=C
export LC_ALL
directory=$1
certificate=$2
root=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The boundaries: of the outer multipart in the first line, of the inner one in its own header.
outer=$(sed -n '1s/^Content-Type: multipart\/related;.*boundary=\(.*\)\r$/\1/p' "$directory")
inner=$(sed -n 's/^Content-Type: multipart\/mixed;.*boundary=\(.*\)\r$/\1/p' "$directory")
[ -n "$outer" ] && [ -n "$inner" ]

# The signed octets: from the first inner delimiter to the closing one, with its line end.
awk -v first="--$inner" -v last="--$inner--" '
  { line = $0; sub(/\r$/, "", line) }
  line == first { inside = 1 }
  inside { print }
  line == last { exit }
' "$directory" > "$work/signed"

# The signature: the line after the empty line of the last part.
awk '
  { line = $0; sub(/\r$/, "", line) }
  line ~ /^Verification-certificate-hash: / { found = 1 }
  found && line == "" { getline; sub(/\r$/, ""); print; exit }
' "$directory" | openssl base64 -d -A > "$work/signature"

# The certificate is the one the directory names.
named=$(sed -n 's/^Verification-certificate-hash: \([^;]*\);.*$/\1/p' "$directory")
actual=$(openssl x509 -in "$certificate" -outform DER | openssl dgst -sha512 -binary |
  openssl base64 -A)
[ "$named" = "$actual" ]

openssl x509 -in "$certificate" -pubkey -noout > "$work/key.pem"
openssl dgst -sha512 -verify "$work/key.pem" -signature "$work/signature" "$work/signed" >&2

# One byte more or less must not verify.
head -c -2 "$work/signed" > "$work/less"
{ cat "$work/signed"; printf '\r\n'; } > "$work/more"
for other in less more; do
  if openssl dgst -sha512 -verify "$work/key.pem" -signature "$work/signature" \
    "$work/$other" > /dev/null 2>&1; then
    echo "verifies with $other than the signed octets" >&2
    exit 1
  fi
done

# Each part has the digest the directory lists.
awk '
  { line = $0; sub(/\r$/, "", line) }
  line ~ /^Content-identifier: / { id = line; sub(/^[^:]*: /, "", id); sub(/;.*/, "", id) }
  line ~ /^Content-location: / { path = line; sub(/^[^:]*: /, "", path) }
  line ~ /^Hash-algorithm-id: http:\/\/www.w3.org\/2001\/04\/xmlenc#sha512$/ {
    getline; getline; sub(/\r$/, ""); print id, path, $0
  }
' "$work/signed" | while read -r id path digest; do
  actual=$(openssl dgst -sha512 -binary "$root$path" | openssl base64 -A)
  [ "$actual" = "$digest" ] || { echo "digest of $path differs" >&2; exit 1; }
  echo "$id"
done
