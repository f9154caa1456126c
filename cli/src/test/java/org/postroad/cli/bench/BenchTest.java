// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
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
          List.of(2),
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          List.of(1L << 20));

  @Test
  void measuresEveryWorkloadOnServersAndRelay() throws Exception {
    BenchReport report = new Bench(MINIATURE, KeyKind.EC_P256, 18_400, _ -> {}).run();
    assertEquals(
        List.of("rest-get", "rest-post", "soap"),
        report.rows().stream().map(BenchReport.Row::workload).toList());
    for (BenchReport.Row row : report.rows()) {
      assertEquals(0, row.servers().failures(), row.toString());
      assertEquals(0, row.relay().failures(), row.toString());
      assertTrue(row.servers().cpuMicros() > row.relay().cpuMicros(), row.toString());
      assertTrue(row.servers().p50Millis() <= row.servers().p99Millis(), row.toString());
    }
    assertEquals(
        List.of(1L << 20), report.large().stream().map(BenchReport.LargeRow::bytes).toList());
  }
}
