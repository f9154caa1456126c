// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.protocol.fault.Origin;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.securityserver.journal.Frame;
import org.postroad.securityserver.journal.JournalDamage;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.securityserver.journal.Segment;
import org.postroad.securityserver.journal.SegmentHeader;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

class MessageLogTest {
  private static final MessageLogOptions OPTIONS =
      MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO);

  @TempDir Path directory;
  private final Fixtures.Stamps stamps = new Fixtures.Stamps(TestAuthority.create());
  private final StandingClock clock = new StandingClock();

  private MessageLog open(MessageLogOptions options) throws IOException {
    return MessageLog.open(directory, options, clock, new SplittableRandom(9), stamps);
  }

  private static MessageLogOptions limited(MessageLogOptions.Oversized oversized) {
    return OPTIONS.withBodies(BodyLogging.ALL, 100, oversized);
  }

  private static List<String> queryIds(List<LogRecord> records) {
    return records.stream().map(LogRecord::queryId).toList();
  }

  @Test
  void findsByMemberAndQueryIdOldestFirst() throws IOException {
    try (MessageLog log = open(OPTIONS)) {
      log.append(Fixtures.soap("a"));
      log.append(Fixtures.soap("b"));
      log.append(Fixtures.record(Side.CONSUMER, Kind.RESPONSE, "a", "4.0", Fixtures.made("s")));
      log.append(Fixtures.record(Side.PROVIDER, Kind.REQUEST, "a", "4.0", Fixtures.made("s")));
      assertEquals(
          List.of(1L, 3L),
          log.find(Fixtures.CLIENT, "a").stream().map(LogRecord::sequence).toList());
      assertEquals(List.of("a"), queryIds(log.find(Fixtures.PROVIDER, "a")));
      assertEquals(List.of(), log.find(Fixtures.PROVIDER, "b"));
      assertEquals(List.of(), log.find(Fixtures.CALLER, "a"));
    }
  }

  @Test
  void saysBeforehandThatItWouldRefuse() throws IOException {
    try (MessageLog log = open(OPTIONS)) {
      assertEquals(Optional.empty(), log.refusal());
    }
    JournalOptions fullDisk = new JournalOptions(1 << 26, Long.MAX_VALUE);
    try (MessageLog log = open(OPTIONS.withJournal(fullDisk))) {
      String refusal = log.refusal().orElseThrow();
      assertTrue(refusal.endsWith(" bytes left, less than " + Long.MAX_VALUE), refusal);
      assertThrows(Fault.class, () -> log.append(Fixtures.soap("a")));
    }
  }

  @Test
  void theInstanceTakesNoPartInFinding() throws IOException {
    try (MessageLog log = open(OPTIONS)) {
      log.append(Fixtures.soap("a"));
      assertEquals(1, log.find(ClientId.parse("OTHER/GOV/1234/tax"), "a").size());
      assertEquals(0, log.find(ClientId.parse("TEST/COM/1234/tax"), "a").size());
    }
  }

  @Test
  void queryIdsOfAnyLengthAreFound() throws IOException {
    String longId = "x".repeat(5_000_000);
    try (MessageLog log = open(OPTIONS)) {
      log.append(Fixtures.soap(longId + "1"));
      log.append(Fixtures.soap(longId + "2"));
      log.append(Fixtures.soap("#" + "' OR 1=1 --"));
      assertEquals(List.of(longId + "2"), queryIds(log.find(Fixtures.CLIENT, longId + "2")));
      assertEquals(1, log.find(Fixtures.CLIENT, "#' OR 1=1 --").size());
    }
  }

  @Test
  void everythingIsThereAfterReopening() throws IOException {
    try (MessageLog log = open(OPTIONS)) {
      log.append(Fixtures.soap("a"));
      log.append(Fixtures.soap("b"));
      log.timestampNow();
      log.append(Fixtures.soap("c"));
    }
    try (MessageLog log = open(OPTIONS)) {
      assertEquals(List.of("b"), queryIds(log.find(Fixtures.CLIENT, "b")));
      assertTrue(log.timestampOf(1).isPresent());
      assertTrue(log.timestampOf(3).isEmpty());
      assertEquals(1, log.waitingForTimestamp());
      assertEquals(4, log.append(Fixtures.soap("d")));
    }
  }

  @Test
  void aDeletedIndexIsRebuiltFromTheJournal() throws IOException {
    try (MessageLog log = open(OPTIONS)) {
      log.append(Fixtures.soap("a"));
      log.append(Fixtures.soap("b"));
      log.timestampNow();
      log.append(Fixtures.soap("c"));
      assertEquals(1, log.waitingForTimestamp());
    }
    Files.delete(directory.resolve("index.mv.db"));
    try (MessageLog log = open(OPTIONS)) {
      assertEquals(1, log.find(Fixtures.CLIENT, "a").size());
      assertTrue(log.timestampOf(2).isPresent());
      assertEquals(1, log.waitingForTimestamp());
    }
  }

  @Test
  void anIndexThatIsNoDatabaseIsMadeAnewWhileAppendsGoOn() throws IOException {
    try (MessageLog log = open(OPTIONS)) {
      log.append(Fixtures.soap("a"));
    }
    byte[] garbage = new byte[20_000];
    new SplittableRandom(2).nextBytes(garbage);
    Files.write(directory.resolve("index.mv.db"), garbage);
    try (MessageLog log = open(OPTIONS)) {
      assertEquals(2, log.append(Fixtures.soap("b")));
      assertEquals(1, log.find(Fixtures.CLIENT, "a").size());
      assertEquals(1, log.find(Fixtures.CLIENT, "b").size());
    }
  }

  @Test
  void anIndexOfAnotherJournalIsNotBelieved() throws IOException {
    try (MessageLog log = open(OPTIONS)) {
      log.append(Fixtures.soap("a"));
      assertEquals(1, log.find(Fixtures.CLIENT, "a").size());
    }
    Files.delete(Segment.file(directory, 1));
    try (MessageLog log =
        MessageLog.open(directory, OPTIONS, clock, new SplittableRandom(10), stamps)) {
      log.append(Fixtures.soap("b"));
      assertEquals(0, log.find(Fixtures.CLIENT, "a").size());
      assertEquals(1, log.find(Fixtures.CLIENT, "b").size());
    }
  }

  @Test
  void aRestBodyIsKeptWhetherBatchSignedOrNot() throws IOException {
    byte[] body = Fixtures.utf8("body");
    try (MessageLog log = open(OPTIONS)) {
      log.append(
          Fixtures.record(Side.CONSUMER, Kind.REQUEST, "a", "1", Fixtures.madeForBatch("s"), body));
      LogRecord.Attachment logged =
          log.find(Fixtures.CLIENT, "a").getFirst().attachments().getFirst();
      try (InputStream in = logged.body().orElseThrow().open()) {
        assertArrayEquals(body, in.readAllBytes());
      }
    }
  }

  @Test
  void soapAttachmentsAreKeptUnlessBatchSigned() throws IOException {
    byte[] body = Fixtures.utf8("attachment");
    try (MessageLog log = open(OPTIONS)) {
      log.append(
          Fixtures.record(Side.CONSUMER, Kind.REQUEST, "a", "4.0", Fixtures.made("s"), body));
      log.append(
          Fixtures.record(
              Side.CONSUMER, Kind.REQUEST, "b", "4.1", Fixtures.madeForBatch("s"), body));
      assertTrue(
          log.find(Fixtures.CLIENT, "a").getFirst().attachments().getFirst().body().isPresent());
      assertTrue(
          log.find(Fixtures.CLIENT, "b").getFirst().attachments().getFirst().body().isEmpty());
    }
  }

  @Test
  void aBodyAboveTheLimitIsRefusedWithTheTextOfItsProtocol() throws IOException {
    try (MessageLog log = open(limited(MessageLogOptions.Oversized.REFUSE))) {
      log.append(
          Fixtures.record(
              Side.CONSUMER, Kind.REQUEST, "a", "1", Fixtures.made("s"), new byte[100]));
      assertEquals(
          "logging_failed: Message size exceeds maximum loggable size",
          refusal(log, "1", new byte[101]));
      assertEquals(
          "logging_failed: Message attachment size exceeds maximum loggable size",
          refusal(log, "4.0", new byte[1], new byte[101]));
      assertEquals(1, log.waitingForTimestamp());
      log.append(
          Fixtures.record(
              Side.CONSUMER,
              Kind.REQUEST,
              "b",
              "4.0",
              Fixtures.made("s"),
              new byte[100],
              new byte[100]));
      assertEquals(2, log.waitingForTimestamp());
    }
  }

  private static String refusal(MessageLog log, String protocol, byte[]... bodies) {
    NewRecord record =
        Fixtures.record(Side.CONSUMER, Kind.REQUEST, "q", protocol, Fixtures.made("s"), bodies);
    return String.valueOf(assertThrows(Fault.class, () -> log.append(record)).getMessage());
  }

  @Test
  void aBodyAboveTheLimitLeavesItsDigestWhereThatIsAllowed() throws IOException {
    try (MessageLog log = open(limited(MessageLogOptions.Oversized.KEEP_DIGESTS))) {
      log.append(
          Fixtures.record(
              Side.CONSUMER, Kind.REQUEST, "a", "1", Fixtures.made("s"), new byte[101]));
      LogRecord.Attachment kept =
          log.find(Fixtures.CLIENT, "a").getFirst().attachments().getFirst();
      assertTrue(kept.body().isEmpty());
      assertEquals(101, kept.length());
      assertEquals(Fixtures.sha512(new byte[101]), kept.digest());
    }
  }

  @Test
  void aLimitOfNothingKeepsNoBodyAndRefusesNone() throws IOException {
    MessageLogOptions none =
        OPTIONS.withBodies(BodyLogging.ALL, 0, MessageLogOptions.Oversized.REFUSE);
    try (MessageLog log = open(none)) {
      log.append(
          Fixtures.record(
              Side.CONSUMER, Kind.REQUEST, "a", "1", Fixtures.made("s"), new byte[101]));
      LogRecord logged = log.find(Fixtures.CLIENT, "a").getFirst();
      assertTrue(logged.attachments().getFirst().body().isEmpty());
      assertArrayEquals(Fixtures.utf8("message a"), logged.message());
    }
  }

  @Test
  void theLimitIsTenMebibytesUnlessSaidAndAtMostOneGibibyte() {
    assertEquals(10_485_760, MessageLogOptions.DEFAULT.maxLoggableBytes());
    assertEquals(1L << 30, limit(1L << 30).maxLoggableBytes());
    for (long bad : new long[] {-1, (1L << 30) + 1}) {
      String text =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> limit(bad)).getMessage());
      assertTrue(text.endsWith("must be between 0 and 1073741824, it is " + bad), text);
    }
  }

  private static MessageLogOptions limit(long bytes) {
    return OPTIONS.withBodies(BodyLogging.ALL, bytes, MessageLogOptions.Oversized.REFUSE);
  }

  @Test
  void withoutAnyAuthorityEveryMessageIsRefused() throws IOException {
    stamps.configured = false;
    try (MessageLog log = open(OPTIONS)) {
      Fault refused = assertThrows(Fault.class, () -> log.append(Fixtures.soap("a")));
      assertEquals(
          List.of(FaultCode.LOGGING_FAILED, FaultCode.TIMESTAMPING_FAILED), refused.path());
      assertEquals(
          "Cannot time-stamp messages: no timestamping services configured", refused.text());
      assertEquals(
          "server.clientproxy.logging_failed.timestamping_failed",
          refused.at(Origin.CONSUMER, FaultSpelling.SINCE_7_8, "").code());
      stamps.configured = true;
      assertEquals(1, log.append(Fixtures.soap("a")));
    }
  }

  @Test
  void aBodyThatCannotBeReadRefusesThatMessageAlone() throws IOException {
    NewRecord.Attachment broken =
        new NewRecord.Attachment(
            1_000_000,
            Fixtures.sha512(new byte[0]),
            () -> {
              throw new IOException("spool is gone");
            });
    NewRecord sound = Fixtures.soap("a");
    NewRecord record =
        new NewRecord(
            Side.CONSUMER,
            Kind.REQUEST,
            "b",
            "r",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Fixtures.CLIENT,
            Fixtures.SERVICE,
            "1",
            true,
            sound.message(),
            new SignedParts(sound.digests().message(), List.of(broken.digest())),
            List.of(broken),
            sound.signature());
    try (MessageLog log = open(OPTIONS)) {
      Fault refused = assertThrows(Fault.class, () -> log.append(record));
      assertEquals(List.of(FaultCode.LOGGING_FAILED), refused.path());
      assertTrue(refused.text().contains("spool is gone"));
      assertEquals(1, log.append(sound));
    }
  }

  @Test
  void scrubNamesTheDamagedRecordAndOthersStayReadable() throws IOException {
    try (MessageLog log = open(OPTIONS)) {
      log.append(Fixtures.soap("a"));
      log.append(Fixtures.soap("b"));
      assertEquals(List.of(), log.scrub());
      assertEquals(1, log.find(Fixtures.CLIENT, "a").size());
      Path segment = Segment.file(directory, 1);
      byte[] bytes = Files.readAllBytes(segment);
      bytes[SegmentHeader.LENGTH + Frame.HEAD + 100] ^= 1;
      Files.write(segment, bytes);
      JournalDamage damage = log.scrub().getFirst();
      assertEquals("entry 1: body does not match its checksum", damage.text());
      assertEquals(1, log.find(Fixtures.CLIENT, "b").size());
      Fault unreadable = assertThrows(Fault.class, () -> log.find(Fixtures.CLIENT, "a"));
      assertTrue(unreadable.text().contains("entry 1"), unreadable.text());
    }
  }

  @Test
  void aSecondLogOnTheSameDirectoryIsRefused() throws IOException {
    try (MessageLog log = open(OPTIONS)) {
      assertThrows(IOException.class, () -> open(OPTIONS).close());
      assertFalse(log.damages().iterator().hasNext());
    }
  }
}
