// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was found with one kind of signing key.
 *
 * @param keys kind of key the servers sign with; nothing where that is not known
 * @param startup of servers that were started here
 * @param residentAfterLoad of the larger of the two servers, after a rest behind the last load, if
 *     there was one
 */
record KeyRun(
    Optional<String> keys,
    Optional<KeyOperations> keyOperations,
    Optional<Startup> startup,
    WarmUp warmUp,
    List<Row> rows,
    List<Paced> paced,
    List<Large> large,
    Optional<Long> residentAfterLoad) {

  /**
   * A server before any load.
   *
   * @param readySeconds from the start of its process to the moment it could serve
   * @param residentBytes after a rest, if there was one
   */
  record Startup(double readySeconds, Optional<Long> residentBytes) {}

  /** One load on the servers, and the same load on the relay. */
  record Row(
      String workload,
      int inFlight,
      Measurement servers,
      Optional<Measurement> relay,
      @JsonProperty("ratio_to_relay") Optional<Double> ratioToRelay,
      @JsonProperty("exchanges_per_cpu_second") Optional<Double> exchangesPerCpuSecond) {

    static Row of(
        Workload workload, int inFlight, Measurement servers, Optional<Measurement> relay) {
      return new Row(
          workload.toString(),
          inFlight,
          servers,
          relay,
          relay.map(yardstick -> servers.perSecond() / yardstick.perSecond()),
          servers.usage().map(usage -> 1e6 / usage.cpuMicros()));
    }
  }

  /** Requests at a fixed rate, half of the highest that was reached. */
  record Paced(
      String workload,
      double ratePerSecond,
      Measurement servers,
      @JsonProperty("p99_to_p50") double p99ToP50) {

    static Paced of(Workload workload, double rate, Measurement servers) {
      return new Paced(
          workload.toString(), rate, servers, servers.p99Millis() / servers.p50Millis());
    }
  }

  /**
   * One body through the servers, and the same through the relay.
   *
   * @param residentGrowth by how much the larger of the two servers grew meanwhile
   */
  record Large(
      long bytes,
      double bytesPerSecond,
      Optional<Double> relayBytesPerSecond,
      @JsonProperty("ratio_to_relay") Optional<Double> ratioToRelay,
      Optional<Long> residentGrowth) {}

  KeyRun withResidentAfterLoad(Optional<Long> bytes) {
    return new KeyRun(keys, keyOperations, startup, warmUp, rows, paced, large, bytes);
  }

  /** The most that either server took while anything was measured. */
  Optional<Long> residentUnderLoad() {
    return rows.stream()
        .flatMap(row -> row.servers().usage().stream())
        .map(Measurement.Usage::residentBytes)
        .max(Comparator.naturalOrder());
  }

  long failures() {
    return ofServers().mapToLong(Measurement::failures).sum();
  }

  /** What the first answer said that was no good. */
  Optional<String> firstFailure() {
    return ofServers().flatMap(measured -> measured.firstFailure().stream()).findFirst();
  }

  private Stream<Measurement> ofServers() {
    return Stream.concat(rows.stream().map(Row::servers), paced.stream().map(Paced::servers));
  }
}
