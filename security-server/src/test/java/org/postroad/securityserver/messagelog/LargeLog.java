// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.HashChain;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.securityserver.journal.BulkJournal;
import org.postroad.securityserver.journal.EntryContent;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/**
 * Writes message logs of any size in no time. Every record is whole: salted, with the digests of
 * its message, body and signature, signed by the caller's member. To be quick a few messages are
 * signed once and logged again and again, so their query ids repeat; times, salts and leaves
 * differ.
 */
public final class LargeLog {
  public static final ClientId CLIENT = ClientId.parse("TEST/GOV/1234/tax");
  public static final ServiceId SERVICE =
      ServiceId.of(ClientId.parse("TEST/GOV/5678/people"), "person");
  public static final UUID JOURNAL = new UUID(0x706f7374726f6164L, 0x6c617267656c6f67L);

  /** How many different messages there are. */
  public static final int MESSAGES = 64;

  /**
   * What to write.
   *
   * @param records one millisecond after the other from {@link TestAuthority#NOW}
   * @param bodyBytes of the REST body of each; 0 for requests without one
   * @param segmentBytes after which a segment ends
   * @param stampedTogether records under one time-stamp; 0 leaves all waiting
   */
  public record Shape(long records, int bodyBytes, long segmentBytes, int stampedTogether) {}

  private final TestAuthority authority;
  private final SplittableRandom random = new SplittableRandom(11);
  private final List<NewRecord> messages = new ArrayList<>();
  private final List<TimestampEntry.Stamped> waiting = new ArrayList<>();

  public LargeLog(TestAuthority authority) {
    this.authority = authority;
  }

  /** Fills a directory that has no journal yet. */
  public void write(Path directory, Shape shape) throws IOException {
    sign(shape.bodyBytes());
    waiting.clear();
    Instant time = TestAuthority.NOW;
    try (BulkJournal journal =
        new BulkJournal(directory, JOURNAL, shape.segmentBytes(), TestAuthority.NOW)) {
      for (long i = 0; i < shape.records(); i++) {
        NewRecord record = messages.get((int) (i % MESSAGES));
        time = TestAuthority.NOW.plusMillis(i);
        long sequence =
            journal.append(
                RecordCodec.encode(
                    record, time, record.keepsAttachments(), random, new BatchDigests()));
        if (shape.stampedTogether() > 0) {
          waiting.add(new TimestampEntry.Stamped(sequence, sha512(record.signature().document())));
        }
        if (waiting.size() > 1 && waiting.size() >= shape.stampedTogether()) {
          journal.append(stamped(time));
        }
      }
      if (waiting.size() > 1) {
        journal.append(stamped(time));
      }
    }
  }

  private EntryContent stamped(Instant lastLogged) {
    List<Digest> leaves = waiting.stream().map(TimestampEntry.Stamped::signature).toList();
    byte[] result = HashChain.forTimestamp(leaves, 0).result();
    byte[] token = authority.timestamp(sha512(result), lastLogged.plusSeconds(1));
    EntryContent content = new TimestampEntry(token, result, waiting).content();
    waiting.clear();
    return content;
  }

  private void sign(int bodyBytes) {
    TestKey key = authority.signing(CLIENT.member());
    byte[] ocsp = authority.good(key.certificate(), TestAuthority.NOW);
    SigningIdentity identity =
        new SigningIdentity(key.certificate(), List.of(), List.of(ocsp), key.signer());
    messages.clear();
    for (int i = 0; i < MESSAGES; i++) {
      messages.add(signed(identity, i, bodyBytes));
    }
  }

  private NewRecord signed(SigningIdentity identity, int number, int bodyBytes) {
    RestRequest request =
        RestRequest.ofConsumer(
            bodyBytes == 0 ? "GET" : "POST",
            "/r1/" + SERVICE.encoded() + "/" + number,
            Headers.builder().add("X-Road-Client", CLIENT.encoded()).build(),
            new UUID(number, number).toString(),
            () -> "query-" + number);
    List<NewRecord.Attachment> attachments = bodyBytes == 0 ? List.of() : List.of(body(bodyBytes));
    SignedParts parts =
        new SignedParts(
            sha512(request.bytes()),
            attachments.stream().map(NewRecord.Attachment::digest).toList());
    MessageSignature signature =
        MessageSigner.sign(List.of(parts), identity, TestAuthority.NOW).getFirst();
    return NewRecord.of(Side.CONSUMER, request, request.requestId(), parts, attachments, signature);
  }

  private NewRecord.Attachment body(int length) {
    byte[] body = new byte[length];
    random.nextBytes(body);
    return new NewRecord.Attachment(length, sha512(body), () -> new ByteArrayInputStream(body));
  }

  private static Digest sha512(byte[] bytes) {
    return DigestAlgorithm.SHA512.digest(bytes);
  }

  /**
   * By hand: {@code LargeLog DIRECTORY RECORDS BODY-BYTES [STAMPED-TOGETHER]}, in segments of 128
   * MiB.
   */
  public static void main(String[] args) throws IOException {
    int stamped = args.length > 3 ? Integer.parseInt(args[3]) : 10_000;
    Shape shape =
        new Shape(Long.parseLong(args[1]), Integer.parseInt(args[2]), 128L << 20, stamped);
    new LargeLog(TestAuthority.create()).write(Path.of(args[0]), shape);
  }
}
