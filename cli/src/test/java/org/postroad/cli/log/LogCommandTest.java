// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.archive.RememberedSettings;
import org.postroad.securityserver.messagelog.LargeLog;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.testing.TestAuthority;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command over a copy of a log that no server has open. */
class LogCommandTest {

  @TempDir private Path root;
  private Path log;
  private String out = "";
  private String err = "";

  @BeforeEach
  void write() throws IOException {
    log = Files.createDirectories(root.resolve("messagelog"));
    new LargeLog(TestAuthority.create()).write(log, new LargeLog.Shape(20, 10, 1 << 15, 19));
  }

  @Test
  void statusSaysHowTheLogIs() {
    assertEquals(LogExit.DONE, run("status"));
    assertTrue(out.contains("server       none answers; read from the files"), out);
    assertTrue(out.contains("records      20"), out);
    assertTrue(
        out.endsWith("See the newest records: postroad log search --log " + log + "\n"), out);
  }

  @Test
  void statusOfADamagedLogIsAProblem() throws IOException {
    Files.delete(log.resolve("0000000002.journal"));
    assertEquals(LogExit.PROBLEMS, run("status", "--quiet"));
    assertTrue(out.contains("Problem: The journal is damaged in 1 places"), out);
  }

  @Test
  void searchListsTheNewestFirstAndNamesTheNextCommand() {
    assertEquals(LogExit.DONE, run("search", "--limit", "2"));
    List<String> lines = out.lines().toList();
    assertTrue(lines.get(0).startsWith("record  time"), out);
    assertTrue(lines.get(1).matches("20 .* consumer +request .* query-19 +waits"), out);
    assertTrue(lines.get(2).matches("19 .* yes"), out);
    assertTrue(out.contains("There are more than these 2; see them with --limit."), out);
    assertTrue(out.contains("All about one of them: postroad log show 20"), out);
  }

  @Test
  void searchAnswersScriptsInJsonAndCsv() {
    assertEquals(LogExit.DONE, run("search", "--query-id", "query-7", "-o", "json"));
    JsonNode found = JsonMapper.shared().readTree(out);
    assertEquals(1, found.size());
    assertEquals(8, found.get(0).path("sequence").asInt());
    assertEquals("TEST/GOV/1234/tax", found.get(0).path("client").stringValue());
    assertEquals(LogExit.DONE, run("search", "--query-id", "query-7", "-o", "csv"));
    assertTrue(
        out.matches("sequence,time,side,.*\r\n8,[-0-9T:.Z]+,consumer,request,.*,true\r\n"), out);
  }

  @Test
  void searchUnderstandsTimesAndIdentifiers() {
    assertEquals(LogExit.DONE, run("search", "-q", "--from", "2026-11-22"));
    assertEquals("No such record.\n", out);
    assertEquals(LogExit.DONE, run("search", "-q", "--to", "2026-11-22T00:00", "-n", "50"));
    assertEquals(21, out.lines().count());
    assertEquals(LogExit.USAGE, run("search", "--client", "nobody"));
    assertEquals(LogExit.USAGE, run("search", "--from", "yesterday"));
    assertTrue(err.contains("'yesterday' is no time; write 2026-11-21"), err);
    assertEquals(LogExit.USAGE, run("search", "--limit", "0"));
  }

  @Test
  void showTellsAllAboutARecord() {
    assertEquals(LogExit.DONE, run("show", "8"));
    assertTrue(out.startsWith("Record 8: request, logged as consumer at "), out);
    assertTrue(out.contains("query id    query-7"), out);
    assertTrue(out.contains("/message.xml, "), out);
    assertTrue(out.contains("Hand it out as evidence: postroad log export 8 --log"), out);
    assertEquals(LogExit.FAILED, run("show", "21"));
    assertEquals("postroad: No record 21. Look for it with: postroad log search\n", err);
  }

  @Test
  void exportWritesOneContainerOrAZip() throws IOException {
    assertEquals(LogExit.DONE, run("export", "8", "--file", root.toString()));
    Path single = root.resolve("query-7-request-8.asice");
    assertEquals("1 record written to " + single + "\n", out);
    try (ZipFile zip = new ZipFile(single.toFile())) {
      assertTrue(zip.stream().anyMatch(entry -> entry.getName().equals("message.xml")));
    }
    Path several = root.resolve("several.zip");
    assertEquals(LogExit.DONE, run("export", "3", "5", "-f", several.toString(), "-o", "json"));
    assertEquals(2, JsonMapper.shared().readTree(out).path("records").asInt());
    try (ZipFile zip = new ZipFile(several.toFile())) {
      assertEquals(2, zip.size());
    }
  }

  @Test
  void exportReplacesNothingAndLeavesNothingHalf() throws IOException {
    Path there = Files.writeString(root.resolve("there.zip"), "precious");
    assertEquals(LogExit.FAILED, run("export", "1", "2", "--file", there.toString()));
    assertEquals("precious", Files.readString(there));
    assertEquals(LogExit.FAILED, run("export", "20", "--file", root.toString()));
    assertTrue(err.startsWith("postroad: Record 20 waits for its time-stamp."), err);
    try (Stream<Path> files = Files.list(root)) {
      assertEquals(List.of(log, there), files.sorted().toList());
    }
    assertEquals(LogExit.USAGE, run("export"));
    assertTrue(err.startsWith("Which records?"), err);
  }

  @Test
  void aLogThatNoServerHasOpenIsArchivedAsItsLastServerDid() throws IOException {
    for (String command : List.of("archive", "prune")) {
      assertEquals(LogExit.FAILED, run(command));
      assertTrue(err.startsWith("postroad: How this log is archived is not known"), err);
    }
    RememberedSettings.write(log, ArchiveSettings.DEFAULT);
    assertEquals(LogExit.DONE, run("archive", "-q"));
    assertEquals("Nothing to archive: every record with a time-stamp is in an archive.\n", out);
    assertEquals(LogExit.DONE, run("prune"));
    assertEquals("0 records pruned, 0 bytes freed.\n", out);
  }

  @Test
  void aLogThatNoServerHasOpenIsIndexed() throws IOException {
    assertEquals(LogExit.DONE, run("reindex"));
    assertEquals("20 records indexed.\n", out);
    assertTrue(Files.exists(log.resolve("index.mv.db")));
    assertEquals(LogExit.USAGE, run("reindex", "--index", "mysql:"));
    assertEquals(LogExit.USAGE, run("reindex", "--index-user", "somebody"));
  }

  @Test
  void aLogThatAServerHasOpenIsLeftToIt() throws IOException {
    RememberedSettings.write(log, ArchiveSettings.DEFAULT);
    try (MessageLog _ =
        MessageLog.open(
            log,
            MessageLogOptions.DEFAULT,
            Clock.systemUTC(),
            new SplittableRandom(1),
            _ -> new byte[0])) {
      for (String command : List.of("archive", "prune", "reindex")) {
        assertEquals(LogExit.FAILED, run(command));
        assertTrue(err.startsWith("postroad: A server has this log open and does not answer"), err);
      }
    }
  }

  @Test
  void withoutACheckpointNothingIsProved() {
    assertEquals(LogExit.FAILED, run("prove", "7", "--file", root.toString()));
    assertEquals("postroad: Record 7 cannot be proved: the log has no checkpoint yet\n", err);
  }

  @Test
  void readingChangesNothing() throws IOException {
    List<Path> before = files();
    assertEquals(LogExit.DONE, run("status"));
    assertEquals(LogExit.DONE, run("search"));
    assertEquals(before, files());
    assertFalse(Files.exists(log.resolve("journal.lock")));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.sorted().toList();
    }
  }

  private int run(String command, String... arguments) {
    StringWriter written = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        new CommandLine(new LogCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((failure, line, _) -> {
              line.getErr().println("postroad: " + failure.getMessage());
              return ((CommandLine.IExitCodeGenerator) failure).getExitCode();
            })
            .setOut(new PrintWriter(written, true))
            .setErr(new PrintWriter(errors, true))
            .execute(
                Stream.concat(Stream.of(command, "--log", log.toString()), Stream.of(arguments))
                    .toArray(String[]::new));
    out = written.toString();
    err = errors.toString();
    return code;
  }
}
