// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.LogTimestamp;
import org.postroad.securityserver.messagelog.SignedDocuments;
import org.postroad.securityserver.messagelog.StoredRecords;

/**
 * What stands in the log about one record.
 *
 * @param container the name of its container
 * @param parts the message and its attachments, at most a hundred of them
 * @param signatureBytes length of the signature document
 * @param batchSignature whether it was signed together with others
 * @param position segment and offset of its entry in the journal
 */
public record RecordReport(
    RecordLine record,
    String container,
    int partCount,
    List<Part> parts,
    long signatureBytes,
    boolean batchSignature,
    Optional<Timestamp> timestamp,
    Position position) {

  private static final int MOST_PARTS = 100;

  /**
   * One thing that was signed.
   *
   * @param bytes nothing where the log does not know its length
   * @param kept whether the log has its bytes, or the digest alone
   */
  public record Part(
      String name, Optional<Long> bytes, boolean kept, String algorithm, String digest) {}

  /** The time-stamp as its token says, which is not verified here. */
  public record Timestamp(Instant time, String serialNumber, boolean batch) {

    static Timestamp of(LogTimestamp timestamp) {
      TimestampToken token = TimestampToken.parse(timestamp.token());
      return new Timestamp(
          token.time(), token.serialNumber().toString(), timestamp.chain().isPresent());
    }
  }

  /** Where an entry lies. */
  public record Position(long segment, long offset) {}

  public RecordReport {
    parts = List.copyOf(parts);
  }

  static RecordReport of(StoredRecords.Found found) {
    LogRecord record = found.record();
    return new RecordReport(
        RecordLine.of(record, found.timestamp().isPresent()),
        SignedDocuments.containerName(record),
        1 + record.attachments().size(),
        parts(record),
        record.signature().document().length,
        record.signature().hashChain().isPresent(),
        found.timestamp().map(Timestamp::of),
        new Position(found.position().segment(), found.position().offset()));
  }

  private static List<Part> parts(LogRecord record) {
    List<Part> parts = new ArrayList<>();
    SignedParts digests = record.digests();
    boolean whole =
        digests.message().algorithm().digest(record.message()).matches(digests.message());
    parts.add(
        new Part(
            SignedParts.MESSAGE_NAME,
            whole ? Optional.of((long) record.message().length) : Optional.empty(),
            whole,
            digests.message().algorithm().jcaName(),
            digests.message().hex()));
    record.attachments().stream()
        .limit(MOST_PARTS - 1L)
        .map(RecordReport::part)
        .forEach(parts::add);
    return parts;
  }

  private static Part part(LogRecord.Attachment attachment) {
    return new Part(
        SignedParts.attachmentName(attachment.number()),
        Optional.of(attachment.length()),
        attachment.body().isPresent(),
        attachment.digest().algorithm().jcaName(),
        attachment.digest().hex());
  }
}
