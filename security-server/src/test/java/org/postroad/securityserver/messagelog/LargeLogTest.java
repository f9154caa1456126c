// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalFixtures;
import org.postroad.testing.TestAuthority;

class LargeLogTest {
  @TempDir Path directory;

  @Test
  void theLogIsOneThatTheServerOpensAndGoesOnWith() throws IOException {
    TestAuthority authority = TestAuthority.create();
    new LargeLog(authority).write(directory, new LargeLog.Shape(300, 10, 1 << 18, 100));
    MessageLogOptions options = MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO);
    Clock clock = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);
    try (MessageLog log =
        MessageLog.open(
            directory, options, clock, new SplittableRandom(1), new Fixtures.Stamps(authority))) {
      assertEquals(List.of(), log.damages());
      assertEquals(List.of(), log.scrub());
      assertEquals(0, log.waitingForTimestamp());
      assertEquals(301, log.append(Fixtures.soap("next")));
      assertEquals(5, log.find(LargeLog.CLIENT, "query-7").size());
    }
  }

  @Test
  void everyRecordIsSignedAndHasItsBodyAndALeafOfItsOwn() throws IOException {
    new LargeLog(TestAuthority.create()).write(directory, new LargeLog.Shape(200, 64, 1 << 18, 0));
    Set<List<Byte>> salts = new HashSet<>();
    try (Journal journal = JournalFixtures.open(directory)) {
      for (JournalEntry entry : JournalFixtures.read(journal).entries()) {
        assertEquals(EntryType.RECORD, entry.type());
        LogRecord record = RecordCodec.decode(entry);
        SignatureVerifier.checkIntegrity(record.signature(), record.digests());
        assertEquals(Fixtures.sha512(record.message()), record.digests().message());
        LogRecord.Attachment body = record.attachments().getFirst();
        byte[] kept;
        try (var in = body.body().orElseThrow().open()) {
          kept = in.readAllBytes();
        }
        assertEquals(64, kept.length);
        assertArrayEquals(Fixtures.sha512(kept).value(), body.digest().value());
        assertTrue(salts.add(bytes(LeafMaterial.read(entry.body()).salt())));
      }
    }
    assertEquals(200, salts.size());
  }

  private static List<Byte> bytes(byte[] salt) {
    Byte[] boxed = new Byte[salt.length];
    for (int i = 0; i < salt.length; i++) {
      boxed[i] = salt[i];
    }
    return List.of(boxed);
  }
}
