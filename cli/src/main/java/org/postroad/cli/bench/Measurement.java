// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * One pair of processes under one load.
 *
 * @param failures answers that were no good, never counted as exchanges
 * @param cpuMicros processor time of both processes for one exchange
 * @param collectionShare of the elapsed time that both spent in garbage collections
 * @param heapBytes of the larger of the two, after the load
 * @param residentBytes of the larger of the two, after the load
 */
record Measurement(
    double perSecond,
    double p50Millis,
    double p99Millis,
    double p999Millis,
    double cpuMicros,
    double collectionShare,
    long heapBytes,
    long residentBytes,
    long failures) {

  static Measurement of(Pair pair, LoadGenerator load, int inFlight, Duration time)
      throws IOException {
    Sample before = pair.sample();
    Latencies latencies = load.run(inFlight, time);
    Sample after = pair.sample();
    latencies
        .firstFailure()
        .filter(_ -> latencies.count() == 0)
        .ifPresent(answer -> {
          throw new IllegalStateException("No exchange succeeded; the first answer: " + answer);
        });
    return new Measurement(
        latencies.perSecond(),
        latencies.percentile(0.5),
        latencies.percentile(0.99),
        latencies.percentile(0.999),
        (after.cpuNanos() - before.cpuNanos()) / 1e3 / Math.max(1, latencies.count()),
        (double) (after.collectionMillis() - before.collectionMillis()) / time.toMillis(),
        after.heapBytes(),
        after.residentBytes(),
        latencies.failures());
  }
}
