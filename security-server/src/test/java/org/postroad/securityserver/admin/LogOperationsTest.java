// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.archive.Archives;
import org.postroad.securityserver.archive.RememberedSettings;
import org.postroad.securityserver.conf.SecondaryConfiguration;
import org.postroad.securityserver.messagelog.IndexDatabase;
import org.postroad.securityserver.messagelog.Kind;
import org.postroad.securityserver.messagelog.LargeLog;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.testing.TestAuthority;

/** The same log asked in three ways: in its server, over the socket, and from its files. */
class LogOperationsTest {

  @TempDir private Path directory;
  private final TestAuthority authority = TestAuthority.create();
  private final List<LogOperations> ways = new ArrayList<>();
  private MessageLog log;
  private ControlSocket control;

  @BeforeEach
  void open() throws IOException {
    Fixtures.write(directory, authority);
    log = Fixtures.open(directory, authority);
    Archives archives =
        Archives.open(
            log.journal(),
            directory,
            ArchiveSettings.DEFAULT,
            (sequence, _) -> {
              throw new Unproven("no tree in this test covers record " + sequence);
            },
            Clock.systemUTC(),
            new SecureRandom());
    LiveLog live = new LiveLog(directory, log, archives, () -> Fixtures.ALONE, Clock.systemUTC());
    control =
        ControlSocket.open(directory, live, new SecondaryConfiguration(directory.resolve("none")));
    ways.addAll(List.of(live, ControlledLog.of(directory).orElseThrow(), files()));
  }

  private LogOperations files() {
    return new LogFiles(directory, IndexDatabase.EMBEDDED, Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    control.close();
    log.close();
  }

  @Test
  void everyWayFindsTheSameRecords() throws IOException {
    RecordFilter all = RecordFilter.ALL;
    Optional<Instant> later = Optional.of(TestAuthority.NOW.plusMillis(40));
    List<RecordFilter> filters =
        List.of(
            all,
            filter(later, Optional.empty(), Optional.empty(), Optional.empty()),
            filter(Optional.empty(), later, Optional.of("TEST/GOV/1234"), Optional.empty()),
            filter(Optional.empty(), Optional.empty(), Optional.empty(), service("/person")),
            filter(Optional.empty(), Optional.empty(), Optional.empty(), service("")),
            filter(Optional.empty(), Optional.empty(), Optional.empty(), service("/person/v1")),
            filter(Optional.empty(), Optional.empty(), Optional.of("TEST/GOV/1"), service("")),
            about(Optional.of("query-7"), Optional.of(Side.CONSUMER), Optional.empty()),
            about(Optional.empty(), Optional.of(Side.PROVIDER), Optional.of(Kind.RESPONSE)));
    for (RecordFilter filter : filters) {
      for (boolean oldestFirst : List.of(true, false)) {
        RecordSearch search = new RecordSearch(filter, oldestFirst, 1_000);
        List<RecordLine> expected = Fixtures.search(ways.getFirst(), search);
        for (LogOperations way : ways) {
          assertEquals(expected, Fixtures.search(way, search), filter + " " + way.getClass());
        }
      }
    }
    assertEquals(Fixtures.RECORDS, Fixtures.search(ways.getLast(), Fixtures.NEWEST).size());
    assertEquals(3, Fixtures.search(ways.getLast(), about("query-7")).size());
  }

  @Test
  void everyWaySaysWhetherThereIsMore() throws IOException {
    for (LogOperations way : ways) {
      for (boolean oldestFirst : List.of(true, false)) {
        List<RecordLine> found = new ArrayList<>();
        RecordSearch ten = new RecordSearch(RecordFilter.ALL, oldestFirst, 10);
        assertTrue(way.search(ten, found::add, TaskProgress.SILENT));
        assertEquals(10, found.size());
        assertEquals(oldestFirst ? 1 : Fixtures.RECORDS, found.getFirst().sequence());
        RecordSearch all = new RecordSearch(RecordFilter.ALL, oldestFirst, Fixtures.RECORDS);
        assertFalse(way.search(all, _ -> {}, TaskProgress.SILENT));
      }
    }
  }

  @Test
  void everyWayShowsTheSame() throws IOException {
    for (long sequence : List.of(1L, 77L, 150L)) {
      RecordReport expected = ways.getFirst().show(sequence);
      RecordReport.Content content = expected.content().orElseThrow();
      assertEquals(sequence, content.record().sequence());
      assertEquals(sequence < Fixtures.RECORDS, content.timestamp().isPresent());
      for (LogOperations way : ways) {
        assertEquals(expected, way.show(sequence));
      }
    }
    for (LogOperations way : ways) {
      assertEquals(
          "No record 151. Look for it with: postroad log search",
          assertThrows(IOException.class, () -> way.show(151)).getMessage());
    }
  }

  @Test
  void everyWayExportsTheSameBytes() throws IOException {
    ExportChoice filtered =
        new ExportChoice(
            List.of(),
            Optional.of(about(Optional.of("query-7"), Optional.empty(), Optional.empty())),
            ExportChoice.Unstamped.EXPORT);
    for (ExportChoice choice : List.of(Fixtures.records(7), Fixtures.records(3, 99), filtered)) {
      Fixtures.Kept expected = new Fixtures.Kept();
      long records = ways.getFirst().export(choice, expected, TaskProgress.SILENT);
      for (LogOperations way : ways) {
        Fixtures.Kept kept = new Fixtures.Kept();
        assertEquals(records, way.export(choice, kept, TaskProgress.SILENT));
        assertEquals(expected.name, kept.name);
        assertEquals(names(expected), names(kept));
        if (records == 1) {
          assertArrayEquals(expected.bytes.toByteArray(), kept.bytes.toByteArray());
        }
      }
    }
  }

  private static List<String> names(Fixtures.Kept kept) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(kept.bytes.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void whatWaitsForItsTimestampIsRefusedStampedOrExportedAsChosen() throws IOException {
    for (LogOperations way : ways) {
      Fixtures.Kept kept = new Fixtures.Kept();
      String text =
          assertThrows(
                  IOException.class,
                  () -> way.export(Fixtures.records(150), kept, TaskProgress.SILENT))
              .toString();
      assertTrue(text.contains("Record 150 waits for its time-stamp."), text);
      assertEquals("", kept.name);
    }
    ExportChoice stamp =
        new ExportChoice(List.of(150L), Optional.empty(), ExportChoice.Unstamped.STAMP);
    assertThrows(
        IOException.class,
        () -> ways.getLast().export(stamp, new Fixtures.Kept(), TaskProgress.SILENT));
    Fixtures.Kept stamped = new Fixtures.Kept();
    assertEquals(1, ways.get(1).export(stamp, stamped, TaskProgress.SILENT));
    assertTrue(ways.getLast().show(150).content().orElseThrow().timestamp().isPresent());
  }

  @Test
  void theStatusOfTheFilesIsThatOfTheServerAsFarAsTheyKnow() throws IOException {
    assertEquals(Fixtures.RECORDS, Fixtures.search(ways.getFirst(), Fixtures.NEWEST).size());
    StatusReport live = ways.getFirst().status();
    assertEquals(live.index(), ways.get(1).status().index());
    assertEquals(live.timestamps(), ways.get(1).status().timestamps());
    assertEquals(Optional.of(1L), live.timestamps().waiting());
    StatusReport files = ways.getLast().status();
    assertTrue(live.running());
    assertFalse(files.running());
    assertEquals(live.journal(), files.journal());
    assertEquals(Fixtures.RECORDS, files.journal().lastSequence());
    assertEquals(List.of(), files.problems());
  }

  @Test
  void withoutACheckpointNothingIsProvedInAnyWay() {
    for (LogOperations way : ways) {
      assertEquals(
          "Record 7 cannot be proved: the log has no checkpoint yet",
          assertThrows(IOException.class, () -> way.prove(7)).getMessage());
    }
  }

  @Test
  void whileAServerHasTheLogOpenItsFilesAreLeftAlone() throws IOException {
    assertEquals(Fixtures.RECORDS, ways.get(1).reindex(TaskProgress.SILENT));
    assertEquals(Fixtures.RECORDS, Fixtures.search(ways.getFirst(), Fixtures.NEWEST).size());
    RememberedSettings.write(directory, ArchiveSettings.DEFAULT);
    LogOperations files = ways.getLast();
    for (Executable task :
        List.<Executable>of(
            () -> files.reindex(TaskProgress.SILENT),
            () -> files.archive(TaskProgress.SILENT),
            () -> files.prune(TaskProgress.SILENT))) {
      String text = assertThrows(IOException.class, task).toString();
      assertTrue(text.contains("A server has this log open"), text);
    }
  }

  private static RecordSearch about(String queryId) {
    return new RecordSearch(
        about(Optional.of(queryId), Optional.empty(), Optional.empty()), true, 1_000);
  }

  private static RecordFilter about(
      Optional<String> queryId, Optional<Side> side, Optional<Kind> kind) {
    return new RecordFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        queryId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        side,
        kind);
  }

  private static Optional<String> service(String rest) {
    return Optional.of(LargeLog.SERVICE.owner() + rest);
  }

  private static RecordFilter filter(
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> client,
      Optional<String> service) {
    return new RecordFilter(
        from,
        to,
        client,
        service,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
