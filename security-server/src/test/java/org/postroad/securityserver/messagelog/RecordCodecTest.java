// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.journal.Appended;
import org.postroad.securityserver.journal.EntryBody;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Frame;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.securityserver.journal.JournalPosition;

class RecordCodecTest {
  private static final Instant TIME = Instant.parse("2026-11-21T03:04:05.678901Z");

  @TempDir Path directory;

  private LogRecord throughTheJournal(NewRecord record, boolean keepAttachments)
      throws IOException {
    try (Journal journal = JournalFixtures.open(directory)) {
      Appended appended =
          journal.append(
              RecordCodec.encode(
                  record, TIME, keepAttachments, new SplittableRandom(1), new BatchDigests()));
      return RecordCodec.decode(journal.read(appended.position()));
    }
  }

  private static byte[] encoded(NewRecord record, SplittableRandom random) throws IOException {
    return JournalFixtures.inMemory(
        RecordCodec.encode(record, TIME, true, random, new BatchDigests()));
  }

  private static byte[] body(LogRecord.Attachment attachment) throws IOException {
    try (InputStream in = attachment.body().orElseThrow().open()) {
      return in.readAllBytes();
    }
  }

  @Test
  void everyFieldComesBack() throws IOException {
    NewRecord record =
        Fixtures.record(
            Side.PROVIDER,
            Kind.RESPONSE,
            "query-1",
            "4.0",
            Fixtures.madeForBatch("signature"),
            Fixtures.utf8("first attachment"),
            new byte[0]);
    LogRecord logged = throughTheJournal(record, true);
    assertEquals(1, logged.sequence());
    assertEquals(Instant.parse("2026-11-21T03:04:05.678Z"), logged.time());
    assertEquals(Side.PROVIDER, logged.side());
    assertEquals(Kind.RESPONSE, logged.kind());
    assertEquals("query-1", logged.queryId());
    assertEquals("request-query-1", logged.requestId());
    assertEquals(Optional.of("EE1234"), logged.userId());
    assertEquals(Optional.empty(), logged.issue());
    assertEquals(Optional.of(Outcome.SUCCEEDED), logged.outcome());
    assertEquals(Fixtures.CLIENT, logged.client());
    assertEquals(Fixtures.SERVICE, logged.service());
    assertEquals("4.0", logged.protocol());
    assertArrayEquals(record.message(), logged.message());
    assertEquals(record.digests(), logged.digests());
    assertArrayEquals(record.signature().document(), logged.signature().document());
    assertArrayEquals(
        Fixtures.utf8("result"), logged.signature().hashChain().orElseThrow().result());
    assertArrayEquals(Fixtures.utf8("chain"), logged.signature().hashChain().orElseThrow().chain());
    assertEquals(List.of(1, 2), logged.attachments().stream().map(a -> a.number()).toList());
    assertArrayEquals(Fixtures.utf8("first attachment"), body(logged.attachments().get(0)));
    assertArrayEquals(new byte[0], body(logged.attachments().get(1)));
  }

  @Test
  void theMemberIsTheCallerOnTheConsumerSideAndTheOwnerOnTheProviderSide() throws IOException {
    for (Kind kind : Kind.values()) {
      NewRecord consumer = Fixtures.record(Side.CONSUMER, kind, "q", "1", Fixtures.made("s"));
      NewRecord provider = Fixtures.record(Side.PROVIDER, kind, "q", "1", Fixtures.made("s"));
      assertEquals(Fixtures.CLIENT, throughTheJournal(consumer, true).member());
      assertEquals(Fixtures.PROVIDER, throughTheJournal(provider, true).member());
    }
  }

  @Test
  void attachmentsOfEverySizeComeBackInTheirOrder() throws IOException {
    byte[][] bodies = {bytes(10), bytes(300_000), bytes(0), bytes(5), bytes(2_500_000)};
    LogRecord logged =
        throughTheJournal(
            Fixtures.record(Side.CONSUMER, Kind.REQUEST, "q", "4.0", Fixtures.made("s"), bodies),
            true);
    for (int i = 0; i < bodies.length; i++) {
      assertArrayEquals(bodies[i], body(logged.attachments().get(i)), "attachment " + (i + 1));
      assertEquals(Fixtures.sha512(bodies[i]), logged.attachments().get(i).digest());
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void attachmentsNotKeptLeaveTheirDigestAndLength() throws IOException {
    LogRecord logged =
        throughTheJournal(
            Fixtures.record(Side.CONSUMER, Kind.REQUEST, "q", "1", Fixtures.made("s"), bytes(99)),
            false);
    LogRecord.Attachment attachment = logged.attachments().getFirst();
    assertEquals(Optional.empty(), attachment.body());
    assertEquals(99, attachment.length());
    assertEquals(Fixtures.sha512(bytes(99)), attachment.digest());
  }

  @Test
  void saltsDifferAndStandBeforeTheHead() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    NewRecord record = Fixtures.soap("q");
    byte[] first = encoded(record, random);
    byte[] second = encoded(record, random);
    assertFalse(Arrays.equals(first, 1, 33, second, 1, 33));
    assertArrayEquals(
        Arrays.copyOfRange(first, 33, first.length), Arrays.copyOfRange(second, 33, second.length));
  }

  @Test
  void bytesThatNoProgramWroteAreRefusedAndNothingElseHappens() throws IOException {
    byte[] whole =
        encoded(
            Fixtures.record(
                Side.CONSUMER, Kind.REQUEST, "q", "1", Fixtures.madeForBatch("s"), bytes(20)),
            new SplittableRandom(1));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> RecordCodec.decode(entry(cut)), "length " + length);
    }
    List<String> surprises = new ArrayList<>();
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) 0x81;
      try {
        RecordCodec.decode(entry(changed));
      } catch (IOException | Fault e) {
        assertTrue(String.valueOf(e.getMessage()).length() < 300);
      } catch (RuntimeException e) {
        surprises.add(at + ": " + e);
      }
    }
    assertEquals(List.of(), surprises);
  }

  @Test
  void aLeafIsMadeOfTheBytesThatAreStored() throws Exception {
    byte[] body = encoded(Fixtures.soap("q"), new SplittableRandom(5));
    ByteBuffer stored = ByteBuffer.wrap(body);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update("postroad/log-record/v1".getBytes(StandardCharsets.US_ASCII));
    sha256.update(body, 1, 32);
    sha256.update(body, 37, stored.getInt(33));
    byte[] leaf = LeafMaterial.read(new EntryBody.InMemory(body)).leaf();
    assertEquals(33, leaf.length);
    assertEquals(1, leaf[0]);
    assertArrayEquals(sha256.digest(), Arrays.copyOfRange(leaf, 1, 33));
    String head = new String(body, 37, stored.getInt(33), StandardCharsets.UTF_8);
    assertTrue(head.startsWith("{\"attachments\":[],\"client\":{"), head);
  }

  private static JournalEntry entry(byte[] body) {
    return new JournalEntry(
        new JournalPosition(1, 80),
        new Frame(EntryType.RECORD, 1, 1, 80, body.length),
        new EntryBody.InMemory(body));
  }
}
