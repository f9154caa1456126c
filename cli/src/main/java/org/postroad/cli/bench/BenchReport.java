// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What one run found, in the form that scripts read.
 *
 * @param keys kind of key the servers sign with
 * @param readySeconds from the start of a server's process to the moment it could serve
 * @param idleResidentBytes memory of a server's process before any load
 */
record BenchReport(
    String keys,
    int processors,
    String java,
    KeyOperations keyOperations,
    double readySeconds,
    long idleResidentBytes,
    List<Row> rows,
    List<LargeRow> large) {

  /** One load on the servers, and the same load on the relay. */
  record Row(
      String workload,
      int inFlight,
      Measurement servers,
      Measurement relay,
      @JsonProperty("ratio_to_relay") double ratioToRelay,
      @JsonProperty("exchanges_per_cpu_second") double exchangesPerCpuSecond) {

    static Row of(Workload workload, int inFlight, Measurement servers, Measurement relay) {
      return new Row(
          workload.toString(),
          inFlight,
          servers,
          relay,
          servers.perSecond() / relay.perSecond(),
          1e6 / servers.cpuMicros());
    }
  }

  /** One body through the servers, and the same through the relay. */
  record LargeRow(
      long bytes,
      double bytesPerSecond,
      double relayBytesPerSecond,
      @JsonProperty("ratio_to_relay") double ratioToRelay,
      long residentBytes) {}
}
