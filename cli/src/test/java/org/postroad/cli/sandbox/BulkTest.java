// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bodies larger than the memory of both servers together, there and back, REST bodies and SOAP
 * attachments, and a service that is slower than its callers (B-046, promise P12). The long one
 * leaves its figures in {@code target/bulk.md}.
 */
final class BulkTest {
  private static final long MEGABYTE = 1L << 20;

  @TempDir Path directory;

  @Test
  void bodiesBeyondTheMemoryOfBothServersPass() throws IOException {
    try (BulkRun run = new BulkRun(directory, List.of("-Xmx64m", "-XX:MaxDirectMemorySize=24m"))) {
      BulkRun.Taken taken = run.exchangeWithSlowService(BulkRun.Kind.MIXED, 2, 48 * MEGABYTE);
      assertEquals(0, taken.figures().left(), taken.row());
      assertTrue(taken.figures().spooled() >= 96 * MEGABYTE, taken.row());
    }
  }

  @Test
  @Tag("long")
  void sixtyFourBodiesOf256MegabytesAndSingleGigabytesPassIn256MegabytesOfHeap()
      throws IOException {
    List<String> table = new ArrayList<>(BulkRun.tableHead());
    try (BulkRun run = new BulkRun(directory, List.of("-Xmx256m", "-XX:MaxDirectMemorySize=64m"))) {
      for (BulkRun.Kind kind : List.of(BulkRun.Kind.REST, BulkRun.Kind.SOAP)) {
        table.add(checked(run.exchange(kind, 1, 1024 * MEGABYTE)).row());
      }
      BulkRun.Taken parallel = checked(run.exchange(BulkRun.Kind.MIXED, 64, 256 * MEGABYTE));
      table.add(parallel.row());
      Files.write(Path.of("target", "bulk.md"), table);
      assertTrue(parallel.figures().resident() <= 512 * MEGABYTE, parallel.row());
    }
  }

  private static BulkRun.Taken checked(BulkRun.Taken taken) {
    assertEquals(0, taken.figures().left(), taken.row());
    return taken;
  }
}
