// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.HashChain;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Frame;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.journal.SegmentHeader;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

class TimestamperTest {
  @TempDir Path directory;
  private final Fixtures.Signer signer = new Fixtures.Signer();
  private final Fixtures.Stamps stamps = new Fixtures.Stamps(signer.authority);
  private final StandingClock clock = new StandingClock();

  private static MessageLogOptions options(boolean immediately, int batch, Duration acceptable) {
    return new MessageLogOptions(
        JournalOptions.DEFAULT,
        BodyLogging.ALL,
        1 << 20,
        MessageLogOptions.Oversized.REFUSE,
        immediately,
        Duration.ZERO,
        Duration.ofSeconds(60),
        batch,
        acceptable,
        IndexDatabase.EMBEDDED);
  }

  private MessageLog open(MessageLogOptions options) throws IOException {
    return MessageLog.open(directory, options, clock, new SplittableRandom(9), stamps);
  }

  private MessageLog open() throws IOException {
    return open(options(false, 10_000, Duration.ofHours(4)));
  }

  private static byte[] signatureValue(NewRecord record) {
    String document = new String(record.signature().document(), StandardCharsets.UTF_8);
    int from = document.indexOf('>', document.indexOf("<ds:SignatureValue")) + 1;
    String value = document.substring(from, document.indexOf("</ds:SignatureValue>"));
    return Base64.getMimeDecoder().decode(value);
  }

  @Test
  void oneWaitingRecordIsStampedAloneOverItsSignatureValue() throws IOException {
    try (MessageLog log = open()) {
      NewRecord record = signer.sign(Fixtures.soap("a"));
      log.append(record);
      assertEquals(Optional.empty(), log.timestampOf(1));
      log.timestampNow();
      assertEquals(List.of(Fixtures.sha512(signatureValue(record))), stamps.asked());
      LogTimestamp timestamp = log.timestampOf(1).orElseThrow();
      assertTrue(timestamp.chain().isEmpty());
      TimestampToken.parse(timestamp.token())
          .verify(stamps.asked().getFirst(), signer.authority.trust());
    }
  }

  @Test
  void severalWaitingRecordsShareOneTokenOverTheirSignatureDocuments() throws IOException {
    try (MessageLog log = open()) {
      List<NewRecord> records = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        records.add(Fixtures.soap("query " + i));
        log.append(records.getLast());
      }
      log.timestampNow();
      log.timestampNow();
      assertEquals(1, stamps.asked().size());
      for (int i = 0; i < 5; i++) {
        LogTimestamp timestamp = log.timestampOf(i + 1).orElseThrow();
        var chain = timestamp.chain().orElseThrow();
        assertEquals(stamps.asked(), List.of(Fixtures.sha512(chain.result())));
        HashChain.verify(
            chain,
            HashChain.TIMESTAMP_CHAIN,
            Map.of(
                HashChain.SIGNATURE_DOCUMENT,
                Fixtures.sha512(records.get(i).signature().document())));
        TimestampToken.parse(timestamp.token())
            .verify(stamps.asked().getFirst(), signer.authority.trust());
      }
      assertEquals(
          HashChain.forTimestamps(
                  records.stream()
                      .map(record -> Fixtures.sha512(record.signature().document()))
                      .toList())
              .get(3)
              .chain()
              .length,
          log.timestampOf(4).orElseThrow().chain().orElseThrow().chain().length);
    }
  }

  @Test
  void aBacklogIsStampedBatchByBatchNoneTwiceNoneMissed() throws Exception {
    int records = 25_000;
    try (MessageLog log = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> appended = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        NewRecord record = Fixtures.soap("query " + i);
        appended.add(threads.submit(() -> log.append(record)));
      }
      for (Future<Long> each : appended) {
        each.get();
      }
      assertEquals(records, log.waitingForTimestamp());
      log.timestampNow();
      assertEquals(3, stamps.asked().size());
      assertEquals(0, log.waitingForTimestamp());
    }
    assertEquals(records, stampedOnce());
  }

  /** How many records the time-stamps in the journal are over; refuses one stamped twice. */
  private int stampedOnce() throws IOException {
    Set<Long> stamped = new HashSet<>();
    try (Journal journal = JournalFixtures.open(directory)) {
      for (JournalEntry entry : JournalFixtures.read(journal).entries()) {
        if (entry.type() == EntryType.TIMESTAMP) {
          for (TimestampEntry.Stamped record : TimestampEntry.parse(entry.body()).records()) {
            assertTrue(stamped.add(record.sequence()), () -> "twice: " + record.sequence());
          }
        }
      }
    }
    return stamped.size();
  }

  @Test
  void aBacklogSurvivesARestart() throws IOException {
    try (MessageLog log = open()) {
      log.append(Fixtures.soap("a"));
      log.append(Fixtures.soap("b"));
    }
    try (MessageLog log = open()) {
      log.append(Fixtures.soap("c"));
      log.timestampNow();
      assertEquals(1, stamps.asked().size());
      assertTrue(log.timestampOf(1).isPresent());
      assertTrue(log.timestampOf(3).isPresent());
    }
    assertEquals(3, stampedOnce());
  }

  @Test
  void messagesAreLoggedWhileStampingFailsUntilTheGraceIsOverAlsoAfterARestart()
      throws IOException {
    MessageLogOptions options = options(false, 10, Duration.ofHours(4));
    stamps.down = true;
    try (MessageLog log = open(options)) {
      log.append(Fixtures.soap("a"));
      log.append(Fixtures.soap("b"));
      Fault failed = assertThrows(Fault.class, log::timestampNow);
      assertEquals(List.of(FaultCode.TIMESTAMPING_FAILED), failed.path());
      assertEquals(Optional.of(TestAuthority.NOW), log.timestampingFailsSince());
      clock.move(Duration.ofHours(2));
      assertThrows(Fault.class, log::timestampNow);
      log.append(Fixtures.soap("c"));
    }
    try (MessageLog log = open(options)) {
      assertEquals(Optional.of(TestAuthority.NOW), log.timestampingFailsSince());
      clock.move(Duration.ofHours(2));
      log.append(Fixtures.soap("d"));
      clock.move(Duration.ofMillis(1));
      Fault refused = assertThrows(Fault.class, () -> log.append(Fixtures.soap("e")));
      assertEquals(
          List.of(FaultCode.LOGGING_FAILED, FaultCode.TIMESTAMPING_FAILED), refused.path());
      assertEquals("Cannot time-stamp messages", refused.text());
      stamps.down = false;
      log.timestampNow();
      assertEquals(Optional.empty(), log.timestampingFailsSince());
      log.append(Fixtures.soap("e"));
    }
    try (MessageLog log = open(options)) {
      assertEquals(Optional.empty(), log.timestampingFailsSince());
      assertTrue(log.timestampOf(4).isPresent());
    }
  }

  private void damageFirstRecord() throws IOException {
    Path segment = Segment.file(directory, 1);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[SegmentHeader.LENGTH + Frame.HEAD + 200] ^= 1;
    Files.write(segment, bytes);
  }

  @Test
  void aRecordDamagedWhileItWaitsIsStampedWithTheNextOneAndHoldsUpNobody() throws IOException {
    try (MessageLog log = open(options(false, 1, Duration.ofHours(4)))) {
      log.append(signer.sign(Fixtures.soap("a")));
      stamps.down = true;
      assertThrows(Fault.class, log::timestampNow);
      stamps.down = false;
      damageFirstRecord();
      log.timestampNow();
      assertEquals(1, stamps.asked().size());
      log.append(signer.sign(Fixtures.soap("b")));
      log.timestampNow();
      assertEquals(2, stamps.asked().size());
      assertTrue(log.timestampOf(2).orElseThrow().chain().isPresent());
    }
  }

  @Test
  void aRecordDamagedBeforeAnybodyReadItHoldsUpNobody() throws IOException {
    try (MessageLog log = open(options(false, 10, Duration.ofHours(4)))) {
      log.append(signer.sign(Fixtures.soap("a")));
      damageFirstRecord();
      log.append(signer.sign(Fixtures.soap("b")));
      log.timestampNow();
      log.timestampNow();
      assertEquals(1, stamps.asked().size());
      assertTrue(log.timestampOf(2).orElseThrow().chain().isEmpty());
    }
  }

  @Test
  void aGraceOfNothingNeverRefuses() throws IOException {
    stamps.down = true;
    try (MessageLog log = open(options(false, 10, Duration.ZERO))) {
      log.append(Fixtures.soap("a"));
      log.append(Fixtures.soap("b"));
      assertThrows(Fault.class, log::timestampNow);
      clock.move(Duration.ofDays(1000));
      assertEquals(3, log.append(Fixtures.soap("c")));
    }
  }

  @Test
  void inImmediateModeARecordIsStampedBeforeItsAppendReturns() throws IOException {
    try (MessageLog log = open(options(true, 10, Duration.ofHours(4)))) {
      NewRecord record = signer.sign(Fixtures.soap("a"));
      assertEquals(1, log.append(record));
      assertEquals(List.of(Fixtures.sha512(signatureValue(record))), stamps.asked());
      assertTrue(log.timestampOf(1).isPresent());
      stamps.down = true;
      Fault refused = assertThrows(Fault.class, () -> log.append(signer.sign(Fixtures.soap("b"))));
      assertEquals(
          List.of(FaultCode.LOGGING_FAILED, FaultCode.TIMESTAMPING_FAILED), refused.path());
      stamps.down = false;
      log.timestampNow();
      assertTrue(log.timestampOf(2).isPresent());
    }
    assertEquals(2, stampedOnce());
  }

  @Test
  void theEntryOfATimestampComesBackAsItWasWritten() throws IOException {
    List<TimestampEntry.Stamped> records =
        List.of(
            new TimestampEntry.Stamped(7, Fixtures.sha512(new byte[1])),
            new TimestampEntry.Stamped(9, Fixtures.sha512(new byte[2])));
    TimestampEntry entry =
        new TimestampEntry(Fixtures.utf8("token"), Fixtures.utf8("result"), records);
    byte[] body = JournalFixtures.inMemory(entry.content());
    TimestampEntry parsed = TimestampEntry.parse(new EntryBody.InMemory(body));
    assertArrayEquals(entry.token(), parsed.token());
    assertArrayEquals(entry.result(), parsed.result());
    assertEquals(records, parsed.records());
    for (int length = 0; length < body.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(body, length);
      assertThrows(IOException.class, () -> TimestampEntry.parse(new EntryBody.InMemory(cut)));
    }
  }
}
