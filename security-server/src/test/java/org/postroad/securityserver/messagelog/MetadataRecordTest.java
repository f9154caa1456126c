// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.testing.StandingClock;

/** Records without bodies: what they keep is enough to recognise the bodies later (E-010). */
class MetadataRecordTest {
  private static final byte[] METADATA = Fixtures.utf8("metadata");

  @TempDir Path directory;
  private final Fixtures.Signer signer = new Fixtures.Signer();
  private final Fixtures.Stamps stamps = new Fixtures.Stamps(signer.authority);

  private MessageLog open() throws IOException {
    MessageLogOptions options =
        MessageLogOptions.DEFAULT
            .withTimestampInterval(Duration.ZERO)
            .withBodies(BodyLogging.NONE, 100, MessageLogOptions.Oversized.REFUSE);
    return MessageLog.open(
        directory, options, new StandingClock(), new SplittableRandom(9), stamps);
  }

  private NewRecord rest(byte[]... bodies) {
    return signer.sign(
        Fixtures.record(Side.CONSUMER, Kind.REQUEST, "a", "1", Fixtures.made("-"), bodies));
  }

  @Test
  void theSignatureIsStoredUnchangedAndFitsTheDigestsInTheRecord() throws IOException {
    byte[] body = Fixtures.utf8("body");
    NewRecord sent = rest(body);
    try (MessageLog log = open()) {
      log.append(sent.withoutBody(METADATA));
      LogRecord logged = log.find(Fixtures.CLIENT, "a").getFirst();
      assertArrayEquals(METADATA, logged.message());
      assertArrayEquals(sent.signature().document(), logged.signature().document());
      assertEquals(Optional.empty(), logged.attachments().getFirst().body());
      assertEquals(sent.digests(), logged.digests());
      SignatureVerifier.checkIntegrity(logged.signature(), logged.digests());
      SignedParts supplied =
          new SignedParts(Fixtures.sha512(sent.message()), List.of(Fixtures.sha512(body)));
      SignatureVerifier.checkIntegrity(logged.signature(), supplied);
      SignedParts other =
          new SignedParts(Fixtures.sha512(sent.message()), List.of(Fixtures.sha512(METADATA)));
      assertThrows(Fault.class, () -> SignatureVerifier.checkIntegrity(logged.signature(), other));
    }
  }

  @Test
  void aLargeBodyIsNeitherReadNorRefused() throws IOException {
    NewRecord large = rest(new byte[101]);
    NewRecord.Attachment unreadable =
        new NewRecord.Attachment(
            101,
            large.digests().attachments().getFirst(),
            () -> {
              throw new IOException("read although it is not logged");
            });
    NewRecord record =
        new NewRecord(
            Side.CONSUMER,
            Kind.REQUEST,
            "a",
            "r",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Fixtures.CLIENT,
            Fixtures.SERVICE,
            "1",
            true,
            large.message(),
            large.digests(),
            List.of(unreadable),
            large.signature());
    try (MessageLog log = open()) {
      assertEquals(0, log.loggableBytes(Side.CONSUMER, Fixtures.PROVIDER));
      assertEquals(1, log.append(record.withoutBody(METADATA)));
      LogRecord.Attachment logged =
          log.find(Fixtures.CLIENT, "a").getFirst().attachments().getFirst();
      assertEquals(101, logged.length());
      assertEquals(unreadable.digest(), logged.digest());
    }
  }

  @Test
  void theContainerHoldsMetadataAndNoAttachment() throws IOException {
    NewRecord sent = rest(Fixtures.utf8("body"));
    try (MessageLog log = open()) {
      log.append(sent.withoutBody(METADATA));
      log.timestampNow();
      ContainerContent container = log.container(log.find(Fixtures.CLIENT, "a").getFirst());
      assertArrayEquals(METADATA, container.message());
      assertEquals(List.of(), container.attachments());
      assertEquals(sent.digests(), SignatureVerifier.partsOf(container.signature()));
      assertTrue(log.isTimestamped(1));
    }
  }
}
