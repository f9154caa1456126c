// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The time of every exchange of one measurement; for one thread. */
final class Latencies {

  private long[] nanos = new long[4096];
  private int count;
  private long failures;
  private Optional<String> firstFailure = Optional.empty();
  private Duration measured = Duration.ZERO;

  void add(long elapsed, AnswerReader answer) {
    if (!answer.isGood()) {
      failures++;
      if (firstFailure.isEmpty()) {
        firstFailure = Optional.of(answer.text());
      }
      return;
    }
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = elapsed;
  }

  void measuredFor(Duration time) {
    measured = time;
    Arrays.sort(nanos, 0, count);
  }

  int count() {
    return count;
  }

  long failures() {
    return failures;
  }

  Optional<String> firstFailure() {
    return firstFailure;
  }

  double perSecond() {
    return count * 1e9 / measured.toNanos();
  }

  /** In milliseconds, after the measurement has ended. */
  double percentile(double share) {
    return count == 0 ? 0 : nanos[(int) Math.min(count - 1L, (long) (share * count))] / 1e6;
  }
}
