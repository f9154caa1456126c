// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.token.KeyKind;

/**
 * A run in miniature: what it says of speed is nothing, but everything that is measured is there.
 */
@Tag("long")
final class BenchTest {
  private static final BenchPlan MINIATURE =
      new BenchPlan(
          List.of(Workload.values()),
          List.of(1, 2),
          Duration.ofMillis(50),
          Optional.of(Duration.ofMillis(1)),
          Duration.ofMillis(900),
          Optional.of(Duration.ofMillis(20)),
          Duration.ofMillis(300),
          List.of(Workload.SOAP),
          List.of(1L << 20),
          100_000_000);

  @Test
  void measuresEveryWorkloadOnServersAndRelay() throws Exception {
    BenchReport report = new Bench(MINIATURE, List.of(KeyKind.EC_P256), 18_400, _ -> {}).run();
    KeyRun run = report.runs().getFirst();
    assertEquals(
        List.of("rest-get 1", "rest-get 2", "rest-post 1", "rest-post 2", "soap 1", "soap 2"),
        run.rows().stream().map(row -> row.workload() + " " + row.inFlight()).toList());
    for (KeyRun.Row row : run.rows()) {
      Measurement relay = row.relay().orElseThrow();
      assertEquals(0, row.servers().failures() + relay.failures(), row.toString());
      assertTrue(cpuMicros(row.servers()) > cpuMicros(relay), row.toString());
      assertTrue(row.servers().p50Millis() <= row.servers().p99Millis(), row.toString());
    }
    assertTrue(run.residentAfterLoad().orElseThrow() > 0);
    assertEquals(List.of("soap"), run.paced().stream().map(KeyRun.Paced::workload).toList());
    assertEquals(0, run.paced().getFirst().servers().failures());
    assertEquals(List.of(1L << 20), run.large().stream().map(KeyRun.Large::bytes).toList());
    assertTrue(
        report.targets().stream().anyMatch(t -> t.what().equals("p-256 soap p50, one in flight")));
  }

  private static double cpuMicros(Measurement measurement) {
    return measurement.usage().orElseThrow().cpuMicros();
  }
}
