// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The time of every exchange of one measurement; for one thread. */
final class Latencies {

  private long[] nanos = new long[4096];
  private int count;
  private long bytes;
  private long failures;
  private long generatorNanos;
  private Optional<String> firstFailure = Optional.empty();
  private Duration measured = Duration.ZERO;

  void add(long elapsed, long bytesOfBoth, AnswerReader answer) {
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
    bytes += bytesOfBoth;
  }

  void unanswered(long requests) {
    failures += requests;
  }

  /**
   * The measurement has ended.
   *
   * @param generatorCpu processor time of the thread that asked
   */
  void measuredFor(Duration time, long generatorCpu) {
    measured = time;
    generatorNanos = generatorCpu;
    Arrays.sort(nanos, 0, count);
  }

  int count() {
    return count;
  }

  long failures() {
    return failures;
  }

  long answered() {
    return count + failures;
  }

  Optional<String> firstFailure() {
    return firstFailure;
  }

  Duration measured() {
    return measured;
  }

  double perSecond() {
    return count * 1e9 / measured.toNanos();
  }

  /** What the caller sent and received. */
  double bytesPerSecond() {
    return bytes * 1e9 / measured.toNanos();
  }

  double generatorCpuMicros() {
    return generatorNanos / 1e3 / Math.max(1, count);
  }

  /** In milliseconds, after the measurement has ended. */
  double percentile(double share) {
    return count == 0 ? 0 : nanos[(int) Math.min(count - 1L, (long) (share * count))] / 1e6;
  }
}
