// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.messagelog.LargeLog;
import org.postroad.testing.TestAuthority;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postroad log verify} over a copy: what it prints and how it exits. */
class VerifyLogCommandTest {
  private static final int RECORDS = 60;

  @TempDir private Path log;
  private String out = "";
  private String err = "";

  @BeforeEach
  void write() throws IOException {
    new LargeLog(TestAuthority.create())
        .write(log, new LargeLog.Shape(RECORDS, 10, 1 << 16, RECORDS));
  }

  /** One bit within the content of the second record's segment. */
  private Path damage() throws IOException {
    Path segment = log.resolve("0000000002.journal");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[400] ^= 1;
    return Files.write(segment, bytes);
  }

  @Test
  void aLogAsItWasWrittenExitsWithZero() {
    assertEquals(LogExit.DONE, run());
    assertTrue(out.startsWith(log + ": as it was written\n"), out);
    assertTrue(out.contains("  records      60\n"), out);
    assertTrue(out.contains("not checked: the tree: no directory tree"), out);
    assertEquals("", err);
  }

  @Test
  void whatWasChangedIsNamedWithItsPlaceAndExitsWithThree() throws IOException {
    Path segment = damage();
    assertEquals(LogExit.PROBLEMS, run());
    assertTrue(out.contains(" findings\n"), out);
    assertTrue(out.contains("FAIL         damaged segment 2 (" + segment.getFileName()), out);
    assertTrue(out.contains("FAIL         record-missing record"), out);
    assertEquals(LogExit.PROBLEMS, run("-o", "json"));
    JsonNode verdict = JsonMapper.shared().readTree(out);
    assertEquals(false, verdict.path("clean").booleanValue());
    JsonNode finding = verdict.path("findings").get(0);
    assertEquals("damaged", finding.path("kind").stringValue());
    assertEquals("segment 2", finding.path("subject").stringValue());
    assertEquals("0000000002.journal", finding.path("file").stringValue());
    assertTrue(finding.path("offset").asLong() > 0, out);
  }

  @Test
  void aRangeIsGivenByNumbersOrByTimes() {
    assertEquals(20, records("--from", "11", "--to", "30"));
    assertEquals(20, records("--from", at(10), "--to", at(30)));
    assertEquals(1, records("--from", "60"));
    assertEquals(5, records("--to", at(5)));
    assertEquals(RECORDS, records("--from", "2026-01-01", "--to", "2099-01-01"));
  }

  /** When the record behind so many others was logged. */
  private static String at(int millis) {
    return TestAuthority.NOW.plusMillis(millis).toString();
  }

  private int records(String... range) {
    String[] arguments =
        Stream.concat(Stream.of("-o", "json"), Stream.of(range)).toArray(String[]::new);
    assertEquals(LogExit.DONE, run(arguments), () -> out + err);
    return JsonMapper.shared().readTree(out).path("records").intValue();
  }

  @Test
  void whatLiesOutsideTheRangeIsNotLookedAt() throws IOException {
    damage();
    assertEquals(LogExit.PROBLEMS, run("--to", "3"));
    assertTrue(out.contains("damaged segment 2"), out);
  }

  @Test
  void aRangeWithoutRecordsIsWrongUsage() {
    Instant later = TestAuthority.NOW.plusSeconds(3600);
    for (String[] range :
        new String[][] {
          {"--from", later.toString()},
          {"--to", "2020-01-01"},
          {"--from", "7", "--to", "6"},
        }) {
      assertEquals(LogExit.USAGE, run(range));
      assertTrue(err.startsWith("No record is between --from and --to"), err);
    }
    assertEquals(LogExit.USAGE, run("--from", "0"));
    assertEquals(LogExit.USAGE, run("--from", "yesterday"));
  }

  @Test
  void whatAnAuditorBringsIsReadBeforeTheLogIs() {
    assertEquals(LogExit.USAGE, run("--key", "no key"));
    assertEquals(LogExit.USAGE, run("--checkpoint", log.resolve("missing").toString()));
    assertEquals(LogExit.USAGE, run("--index", "jdbc:h2:file:index"));
    assertTrue(err.contains("jdbc:postgresql:"), err);
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsSaidSo() {
    assertEquals(LogExit.DONE, run("--index", "jdbc:postgresql://127.0.0.1:1/none"));
    assertTrue(out.contains("not checked: the index: the database cannot be read"), out);
  }

  private int run(String... arguments) {
    StringWriter written = new StringWriter();
    StringWriter errors = new StringWriter();
    int code =
        new CommandLine(new LogCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(written, true))
            .setErr(new PrintWriter(errors, true))
            .execute(
                Stream.concat(
                        Stream.of("verify", "--quiet", "--log", log.toString()),
                        Stream.of(arguments))
                    .toArray(String[]::new));
    out = written.toString();
    err = errors.toString();
    return code;
  }
}
