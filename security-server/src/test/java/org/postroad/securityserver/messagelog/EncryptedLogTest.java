// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalKeys;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.journal.Segment;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** E-013: records are encrypted on the disk; and what a full disk says to a message. */
class EncryptedLogTest {

  @TempDir Path server;

  private MessageLog open(JournalOptions journal) throws IOException {
    return MessageLog.open(
        server.resolve("messagelog"),
        MessageLogOptions.DEFAULT.withJournal(journal).withTimestampInterval(Duration.ZERO),
        new StandingClock(),
        new SplittableRandom(4),
        new Fixtures.Stamps(TestAuthority.create()));
  }

  private JournalOptions encrypted() throws IOException {
    Path keys = Files.createDirectories(server.resolve("keys/log"));
    Path key = keys.resolve("2026.key");
    Files.writeString(key, "0123456789abcdef".repeat(4) + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return new JournalOptions(1 << 26, 0, JournalKeys.read(keys));
  }

  @Test
  void nothingOfARecordIsInTheJournalAndAllOfItIsReadBack() throws IOException {
    byte[] body = "the body ".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    NewRecord record =
        Fixtures.record(
            Side.CONSUMER, Kind.REQUEST, "query-1", "1", Fixtures.made("document"), body);
    try (MessageLog log = open(encrypted())) {
      log.append(record);
      LogRecord found = log.find(Fixtures.CLIENT, "query-1").getFirst();
      assertArrayEquals(record.message(), found.message());
      try (InputStream in = found.attachments().getFirst().body().orElseThrow().open()) {
        assertArrayEquals(body, in.readAllBytes());
      }
    }
    String onDisk =
        Files.readString(
            Segment.file(server.resolve("messagelog"), 1), StandardCharsets.ISO_8859_1);
    for (String secret : new String[] {"query-1", "message", "document", "the body", "tax"}) {
      assertFalse(onDisk.contains(secret), secret);
    }
  }

  @Test
  void aReaderFindsTheKeysBesideTheLogAndWithoutThemReadsFramesOnly() throws IOException {
    try (MessageLog log = open(encrypted())) {
      log.append(Fixtures.soap("query-1"));
    }
    Path log = server.resolve("messagelog");
    JournalEntry entry = first(JournalReader.open(log));
    assertEquals("query-1", RecordCodec.decode(entry).queryId());
    Files.delete(server.resolve("keys/log/2026.key"));
    JournalEntry closed = first(JournalReader.open(log));
    assertEquals(1, closed.frame().sequence());
    assertThrows(IOException.class, () -> RecordCodec.decode(closed));
  }

  private static JournalEntry first(JournalReader reader) throws IOException {
    try (JournalCursor cursor = reader.cursor(JournalPosition.START)) {
      return cursor.next(damage -> assertEquals("", damage.text())).orElseThrow();
    }
  }

  @Test
  void onAFullDiskAMessageIsRefusedAndLearnsNoPath() throws IOException {
    try (MessageLog log = open(new JournalOptions(1 << 26, Long.MAX_VALUE))) {
      Fault refused = assertThrows(Fault.class, () -> log.append(Fixtures.soap("query-1")));
      assertEquals(FaultCode.LOGGING_FAILED, refused.code());
      assertEquals(
          "logging_failed: Message could not be logged: the disk of the message log is almost full",
          refused.getMessage());
    }
  }
}
