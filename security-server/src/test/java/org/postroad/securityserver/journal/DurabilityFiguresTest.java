// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.DatabaseStore.Sharing;

/**
 * The journal beside what a message log in a database could do on the same disk: PostgreSQL with
 * synchronous commit and H2 with a forced checkpoint, each with one transaction for a record and
 * with batches. Leaves the table in {@code target/durability.md}.
 */
@Tag("long")
final class DurabilityFiguresTest {
  private static final int WRITERS = 128;
  private static final int BYTES = 8192;
  private static final int RUNS = 5;
  private static final Duration WARM_UP = Duration.ofMillis(1500);
  private static final Duration RUN = Duration.ofSeconds(1);
  private static final int BATCHERS = 4;

  @TempDir Path directory;

  private final List<String> table = new ArrayList<>();

  /** The run in the middle; every record that the store acknowledged is there afterwards. */
  private void measure(String name, DurableStore store) {
    StoreLoad load = new StoreLoad(WRITERS, BYTES);
    long acknowledged = load.run(store, WARM_UP).records();
    List<StoreLoad.Figures> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      StoreLoad.Figures figures = load.run(store, RUN);
      acknowledged += figures.records();
      runs.add(figures);
    }
    assertEquals(acknowledged, store.count(), name);
    List<StoreLoad.Figures> sorted = StoreLoad.Figures.sorted(runs);
    StoreLoad.Figures median = StoreLoad.Figures.median(runs);
    table.add(
        String.format(
            Locale.ROOT,
            "| %s | %.0f | %.0f to %.0f | %.2f | %.2f | %.0f |",
            name,
            median.perSecond(),
            sorted.getFirst().perSecond(),
            sorted.getLast().perSecond(),
            median.p50Millis(),
            median.p99Millis(),
            median.cpuMicros()));
  }

  @Test
  void whatIsAcknowledgedIsThereInTheJournalAndInEachDatabase() throws IOException {
    table.add("| 128 writers, records of 8 KiB | records/s | spread | p50 ms | p99 ms | CPU µs |");
    table.add("|---|---|---|---|---|---|");
    table.add(disk());
    try (JournalStore store = JournalStore.open(directory.resolve("journal"))) {
      measure("journal", store);
    }
    try (EmbeddedPostgres server = postgres()) {
      String url = server.getJdbcUrl("postgres", "postgres");
      Supplier<Duration> cpu = this::cpuOfPostgres;
      postgres("each record a transaction", url, new Sharing.None(WRITERS), cpu);
      postgres("batches on 4 connections", url, new Sharing.Batches(BATCHERS), cpu);
    }
    h2("each record a transaction", new Sharing.None(WRITERS));
    h2("batches on one connection", new Sharing.Batches(1));
    Files.write(Path.of("target", "durability.md"), table);
  }

  private void postgres(String how, String url, Sharing sharing, Supplier<Duration> cpu) {
    try (DatabaseStore store = new DatabaseStore(url, "BYTEA", sharing, Optional.empty(), cpu)) {
      assertEquals("on", store.setting("SHOW fsync"));
      assertEquals("on", store.setting("SHOW synchronous_commit"));
      String version = store.setting("SHOW server_version").split(" ", 2)[0];
      measure("PostgreSQL " + version + ", " + how, store);
    }
  }

  private void h2(String how, Sharing sharing) {
    String url = "jdbc:h2:file:" + directory.resolve("h2-" + sharing.getClass().getSimpleName());
    try (DatabaseStore store =
        new DatabaseStore(
            url, "VARBINARY", sharing, Optional.of("CHECKPOINT SYNC"), () -> Duration.ZERO)) {
      measure("H2, forced, " + how, store);
    }
  }

  /** As a server for this load would be set; the library's own settings never force anything. */
  private EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("postgres"))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("shared_buffers", "512MB")
        .setServerConfig("wal_buffers", "16MB")
        .setServerConfig("max_wal_size", "8GB")
        .start();
  }

  private Duration cpuOfPostgres() {
    try {
      Path pid = directory.resolve("postgres").resolve("postmaster.pid");
      ProcessHandle main =
          ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst())).orElseThrow();
      return main.descendants()
          .flatMap(process -> process.info().totalCpuDuration().stream())
          .reduce(Duration.ZERO, Duration::plus);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the disk itself allows: one thread that writes and forces what 128 writers wait for. */
  private String disk() throws IOException {
    ByteBuffer batch = ByteBuffer.allocateDirect(WRITERS * BYTES);
    List<Double> rates = new ArrayList<>();
    try (JournalFiles.Output file = JournalFiles.disk().create(directory.resolve("disk"))) {
      long at = 0;
      for (int run = 0; run < RUNS; run++) {
        int batches = 0;
        long start = System.nanoTime();
        for (; System.nanoTime() - start < RUN.toNanos(); batches++) {
          file.write(batch.clear(), at);
          file.force();
          at += batch.capacity();
        }
        rates.add(batches * WRITERS * 1e9 / (System.nanoTime() - start));
      }
    }
    rates.sort(Double::compare);
    return String.format(
        Locale.ROOT,
        "| the disk alone, 1 MiB written and forced again and again | %.0f | %.0f to %.0f | | | |",
        rates.get(RUNS / 2),
        rates.getFirst(),
        rates.getLast());
  }
}
