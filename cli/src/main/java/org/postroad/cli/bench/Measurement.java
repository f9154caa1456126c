// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.util.Optional;

/**
 * One load on one subject.
 *
 * @param bytesPerSecond what the caller sent and received
 * @param failures answers that were no good, never counted as exchanges
 * @param firstFailure what the first of them said, at most {@value #MOST_OF_FAILURE} characters
 * @param generatorCpuMicros processor time of the load generator for one exchange
 * @param serviceCpuMicros what the generator's process used beside it: the service, and what the
 *     trust services do now and then
 */
record Measurement(
    double perSecond,
    double p50Millis,
    double p99Millis,
    double p999Millis,
    double bytesPerSecond,
    long failures,
    Optional<String> firstFailure,
    double generatorCpuMicros,
    double serviceCpuMicros,
    Optional<Usage> usage) {

  private static final int MOST_OF_FAILURE = 1500;

  /**
   * What the processes under load have used, where they can be seen.
   *
   * @param cpuMicros processor time of both processes for one exchange
   * @param collectionShare of the elapsed time that both spent in garbage collections
   * @param compilationShare of the elapsed time that their compilers spent
   * @param heapBytes of the larger of the two, after the load
   * @param residentBytes of the larger of the two, after the load
   * @param messagesPerKeyOperation how many messages were signed together
   */
  record Usage(
      double cpuMicros,
      double collectionShare,
      double compilationShare,
      long heapBytes,
      long residentBytes,
      Optional<Double> messagesPerKeyOperation) {

    private static Usage between(Sample before, Sample after, Latencies latencies) {
      double millis = latencies.measured().toNanos() / 1e6;
      return new Usage(
          (after.cpuNanos() - before.cpuNanos()) / 1e3 / Math.max(1, latencies.count()),
          (after.collectionMillis() - before.collectionMillis()) / millis,
          (after.compilationMillis() - before.compilationMillis()) / millis,
          after.heapBytes(),
          after.residentBytes(),
          after.signing().minus(before.signing()).messagesPerOperation());
    }
  }

  /** What puts a subject under load. */
  @FunctionalInterface
  interface Load {
    Latencies run() throws IOException;
  }

  static Measurement of(Subject subject, Load load) throws IOException {
    if (subject.processes().isEmpty()) {
      long own = Sample.taken(Sample.Signing.NONE).cpuNanos();
      Latencies latencies = load.run();
      return of(latencies, Sample.taken(Sample.Signing.NONE).cpuNanos() - own, Optional.empty());
    }
    Pair processes = subject.processes().get();
    Sample before = processes.sample();
    long own = Sample.taken(Sample.Signing.NONE).cpuNanos();
    Latencies latencies = load.run();
    own = Sample.taken(Sample.Signing.NONE).cpuNanos() - own;
    return of(latencies, own, Optional.of(Usage.between(before, processes.sample(), latencies)));
  }

  private static Measurement of(Latencies latencies, long ownCpu, Optional<Usage> usage) {
    if (latencies.count() == 0) {
      throw new IllegalStateException(
          "No exchange succeeded; the first answer: " + latencies.firstFailure().orElse("none"));
    }
    return new Measurement(
        latencies.perSecond(),
        latencies.percentile(0.5),
        latencies.percentile(0.99),
        latencies.percentile(0.999),
        latencies.bytesPerSecond(),
        latencies.failures(),
        latencies.firstFailure().map(Measurement::shortened),
        latencies.generatorCpuMicros(),
        ownCpu / 1e3 / Math.max(1, latencies.count()) - latencies.generatorCpuMicros(),
        usage);
  }

  private static String shortened(String answer) {
    return answer.length() <= MOST_OF_FAILURE ? answer : answer.substring(0, MOST_OF_FAILURE);
  }
}
