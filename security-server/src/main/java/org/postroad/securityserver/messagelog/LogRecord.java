// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.securityserver.journal.BodySource;

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
}
