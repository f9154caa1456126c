// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operational records are found again by the second of their arrival (G-012, G-013). */
final class RecordFilesTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final long FIRST = START.getEpochSecond();

  @TempDir Path directory;

  private static OperationalRecord record(String messageId) {
    return OperationalRecord.builder().text(OperationalField.MESSAGE_ID, messageId).build();
  }

  private static List<String> read(RecordFiles files, long from, long to) throws IOException {
    List<String> found = new ArrayList<>();
    files.read(
        from,
        to,
        (second, line) -> {
          String id = RecordJson.read(line).text(OperationalField.MESSAGE_ID).orElseThrow();
          found.add((second - FIRST) + " " + id);
          return true;
        });
    return found;
  }

  @Test
  void recordsOfOneCallHaveOneSecond() throws IOException {
    try (RecordFiles files = RecordFiles.open(directory, START)) {
      List<OperationalRecord> hundred =
          IntStream.range(0, 100).mapToObj(i -> record("m" + i)).toList();
      files.append(hundred, START.plusSeconds(7));
      List<String> found = read(files, FIRST + 7, FIRST + 7);
      assertEquals(100, found.size());
      assertEquals("7 m0", found.getFirst());
      assertEquals("7 m99", found.getLast());
    }
  }

  @Test
  void bothEndsOfASpanBelongToIt() throws IOException {
    try (RecordFiles files = RecordFiles.open(directory, START)) {
      for (int i = 0; i < 5; i++) {
        files.append(List.of(record("m" + i)), START.plusSeconds(i));
      }
      assertEquals(List.of("1 m1", "2 m2", "3 m3"), read(files, FIRST + 1, FIRST + 3));
      assertEquals(List.of(), read(files, FIRST + 5, FIRST + 100));
      assertEquals(List.of("0 m0"), read(files, 0, FIRST));
    }
  }

  @Test
  void everySecondOfALargeFileIsFound() throws IOException {
    try (RecordFiles files = RecordFiles.open(directory, START)) {
      String filler = "x".repeat(200);
      for (int second = 0; second < 3_000; second++) {
        files.append(List.of(record(filler), record("b")), START.plusSeconds(second));
      }
      assertEquals(1, RecordFolder.in(directory).files().size());
      for (long second : LongStream.of(0, 1, 299, 1_234, 2_998, 2_999).toArray()) {
        assertEquals(
            List.of(second + " " + filler, second + " b"),
            read(files, FIRST + second, FIRST + second));
      }
    }
  }

  @Test
  void aClockSetBackPutsNothingOutOfOrder() throws IOException {
    try (RecordFiles files = RecordFiles.open(directory, START)) {
      files.append(List.of(record("early")), START.plusSeconds(50));
      files.append(List.of(record("late")), START.minusSeconds(1_000));
    }
    try (RecordFiles again = RecordFiles.open(directory, START.minusSeconds(2_000))) {
      again.append(List.of(record("last")), START.minusSeconds(2_000));
      assertEquals(List.of("50 early", "50 late", "50 last"), read(again, FIRST + 50, FIRST + 50));
    }
  }

  @Test
  void whatAKillLeftOfALineIsTakenAway() throws IOException {
    try (RecordFiles files = RecordFiles.open(directory, START)) {
      files.append(List.of(record("whole")), START);
    }
    Path file = RecordFolder.in(directory).files().getFirst().path();
    Files.writeString(file, "{\"monitoringDataTs\":17", StandardOpenOption.APPEND);
    try (RecordFiles files = RecordFiles.open(directory, START)) {
      files.append(List.of(record("next")), START.plusSeconds(1));
      assertEquals(List.of("0 whole", "1 next"), read(files, 0, Long.MAX_VALUE));
    }
  }

  @Test
  void filesGoWhenAllOfThemIsTooOld() throws IOException {
    try (RecordFiles files = RecordFiles.open(directory, START)) {
      for (int hour = 0; hour < 4; hour++) {
        files.append(List.of(record("h" + hour)), START.plus(Duration.ofHours(hour)));
      }
      assertEquals(4, RecordFolder.in(directory).files().size());
      files.deleteBefore(START.plus(Duration.ofMinutes(130)));
      assertEquals(List.of("7200 h2", "10800 h3"), read(files, 0, Long.MAX_VALUE));
      files.deleteBefore(START.plus(Duration.ofDays(30)));
      assertEquals(List.of("10800 h3"), read(files, 0, Long.MAX_VALUE));
    }
  }

  @Test
  void aFullBufferDropsTheOldest() {
    RecordBuffer buffer = new RecordBuffer(20_000);
    for (int i = 0; i <= 20_000; i++) {
      buffer.add(record("m" + i));
    }
    List<OperationalRecord> hundred = buffer.take(100);
    assertEquals("m1", hundred.getFirst().text(OperationalField.MESSAGE_ID).orElseThrow());
    assertEquals(1, buffer.takeDropped());
    buffer.putBack(hundred);
    assertEquals(0, buffer.takeDropped());
    List<OperationalRecord> all = buffer.take(30_000);
    assertEquals(20_000, all.size());
    assertEquals("m1", all.getFirst().text(OperationalField.MESSAGE_ID).orElseThrow());
    assertEquals("m20000", all.getLast().text(OperationalField.MESSAGE_ID).orElseThrow());
  }

  @Test
  void whatIsPutBackInAFullBufferCountsAsOldest() {
    RecordBuffer buffer = new RecordBuffer(3);
    buffer.putBack(List.of(record("a"), record("b")));
    buffer.add(record("c"));
    buffer.putBack(Collections.nCopies(2, record("x")));
    assertEquals(2, buffer.takeDropped());
    assertEquals(3, buffer.take(10).size());
    assertTrue(buffer.take(10).isEmpty());
  }
}
