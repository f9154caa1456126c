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
 * @param content nothing once it was pruned
 * @param pruned when the segment was rewritten that this record's content was taken out of
 * @param archive the file that the record went into, where that is known
 * @param position segment and offset of its entry in the journal
 */
public record RecordReport(
    long sequence,
    Optional<Content> content,
    Optional<Instant> pruned,
    Leaf leaf,
    Optional<String> archive,
    Position position) {

  private static final int MOST_PARTS = 100;

  /**
   * What a record holds.
   *
   * @param container the name of its container
   * @param parts the message and its attachments, at most a hundred of them
   * @param signatureBytes length of the signature document
   * @param batchSignature whether it was signed together with others
   */
  public record Content(
      RecordLine record,
      String container,
      int partCount,
      List<Part> parts,
      long signatureBytes,
      boolean batchSignature,
      Optional<Timestamp> timestamp) {

    public Content {
      parts = List.copyOf(parts);
    }

    static Content of(StoredRecords.Found found) {
      LogRecord record = found.record();
      return new Content(
          RecordLine.of(record, found.timestamp().isPresent()),
          SignedDocuments.containerName(record),
          1 + record.attachments().size(),
          RecordReport.parts(record),
          record.signature().document().length,
          record.signature().hashChain().isPresent(),
          found.timestamp().map(Timestamp::of));
    }
  }

  /**
   * The leaf that the record is in the tree.
   *
   * @param checkpoint over how many records the checkpoint is under which it was proven just now
   * @param problem why it is not, though a checkpoint covers it
   */
  public record Leaf(long index, Optional<Long> checkpoint, Optional<String> problem) {}

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
