// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.util.List;

/**
 * How long starts of a security server took.
 *
 * @param keys kind of the signing keys
 * @param firstExchangeMillis the median, from exec to the first signed exchange answered
 */
record StartReport(String keys, long firstExchangeMillis, List<Start> starts) {

  /**
   * One start.
   *
   * @param firstExchangeMillis from exec to the first signed exchange answered
   * @param secondExchangeMillis that the next exchange took
   * @param cpuMillis processor time of the server until then
   * @param residentBytes memory of the server then
   */
  record Start(
      long firstExchangeMillis, long secondExchangeMillis, long cpuMillis, long residentBytes) {}

  static StartReport of(String keys, List<Start> starts) {
    List<Long> sorted = starts.stream().map(Start::firstExchangeMillis).sorted().toList();
    return new StartReport(keys, sorted.get(sorted.size() / 2), List.copyOf(starts));
  }
}
