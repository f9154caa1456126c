// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.securityserver.journal.BodySource;
import org.postroad.securityserver.journal.JournalEntry;

/**
 * One record as it stands in the log (E-003). The signature is the one that travelled; a time-stamp
 * that came later is not in it, see {@link MessageLog#timestampOf}.
 *
 * @param sequence counted from 1 without gaps, in the order in which records became durable
 * @param time when it was logged, to the millisecond
 * @param userId who is said to have asked, where the message says so
 * @param issue of which matter, where the message says so
 * @param outcome of a response, and of no request
 */
public record LogRecord(
    long sequence,
    Instant time,
    Side side,
    Kind kind,
    String queryId,
    String requestId,
    Optional<String> userId,
    Optional<String> issue,
    Optional<Outcome> outcome,
    ClientId client,
    ServiceId service,
    String protocol,
    byte[] message,
    List<Attachment> attachments,
    SignedParts digests,
    MessageSignature signature) {

  /**
   * One attachment or REST body, numbered from 1.
   *
   * @param body nothing where the log keeps the digest only
   */
  public record Attachment(int number, long length, Digest digest, Optional<BodySource> body) {}

  /** The record of an entry of type {@code RECORD}; attachments stay where they are. */
  public static LogRecord read(JournalEntry entry) throws IOException {
    return RecordCodec.decode(entry);
  }

  /** The caller on the consumer side, the owner of the service on the provider side (E-004). */
  public ClientId member() {
    return switch (side) {
      case CONSUMER -> client;
      case PROVIDER -> service.owner();
    };
  }

  boolean response() {
    return kind == Kind.RESPONSE;
  }

  /**
   * This record as a container for auditors (D-059, D-072): a time-stamp over this record alone
   * goes into the signature document, one over a batch beside it. Attachments are all in it or,
   * where the log keeps digests only, none (D-060); they are read while the container is written.
   */
  public ContainerContent container(Optional<LogTimestamp> timestamp) {
    return new ContainerContent(
        message,
        timestamp.map(stamp -> stamp.addTo(signature)).orElse(signature),
        timestamp.flatMap(LogTimestamp::forContainer),
        containerAttachments(),
        time);
  }

  private List<org.postroad.protocol.container.Attachment> containerAttachments() {
    if (attachments.stream().anyMatch(attachment -> attachment.body().isEmpty())) {
      return List.of();
    }
    return attachments.stream()
        .map(attachment ->
            new org.postroad.protocol.container.Attachment(
                attachment.number(), attachment.length(), attachment.body().orElseThrow()::open))
        .toList();
  }
}
