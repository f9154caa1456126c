// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.securityserver.journal.BodySource;

/**
 * One signed message to be logged (E-003). Attachments come as length, digest and a way to read
 * them, so that a large body goes from its spool to the log without being held.
 *
 * @param requestId the id of the exchange, {@code x-road-request-id}
 * @param userId who is said to have asked, where the message says so
 * @param issue of which matter, where the message says so
 * @param outcome of a response, and of no request
 * @param service the service called, for a response too
 * @param protocol {@code 1} for REST, {@code 4.x} for SOAP
 * @param withBody false where the body is not logged; then {@code message} is the metadata alone
 *     and the attachments are not read, while all digests stay those of what was signed
 * @param message the signed bytes of {@code /message.xml}, or their metadata
 * @param attachments in the order of their numbers, one for each digest of the signed parts; a REST
 *     body is the only attachment of its message
 */
public record NewRecord(
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
    boolean withBody,
    byte[] message,
    SignedParts digests,
    List<Attachment> attachments,
    MessageSignature signature) {

  /** One attachment or REST body; {@code body} is read once, while the record is appended. */
  public record Attachment(long length, Digest digest, BodySource body) {
    public Attachment {
      if (length < 0) {
        throw new IllegalArgumentException("attachment of " + length + " bytes");
      }
    }
  }

  public NewRecord {
    requireOutcome(kind, outcome);
    attachments = List.copyOf(attachments);
    List<Digest> announced = attachments.stream().map(Attachment::digest).toList();
    if (!announced.equals(digests.attachments())) {
      throw new IllegalArgumentException(
          announced.size() + " attachments do not match the signed parts " + digests);
    }
  }

  static void requireOutcome(Kind kind, Optional<Outcome> outcome) {
    if (outcome.isPresent() != (kind == Kind.RESPONSE)) {
      throw new IllegalArgumentException("outcome " + outcome + " of a " + kind);
    }
  }

  /** A record of a message as it is, under the request id of its exchange. */
  public static NewRecord of(
      Side side,
      Message message,
      String requestId,
      SignedParts digests,
      List<Attachment> attachments,
      MessageSignature signature) {
    Kind kind =
        switch (message) {
          case SoapMessage soap -> soap.isResponse() ? Kind.RESPONSE : Kind.REQUEST;
          case RestRequest _ -> Kind.REQUEST;
          case RestResponse _ -> Kind.RESPONSE;
        };
    return of(side, kind, message, requestId, digests, attachments, signature);
  }

  /** The same for a message of which the caller knows what it is. */
  public static NewRecord of(
      Side side,
      Kind kind,
      Message message,
      String requestId,
      SignedParts digests,
      List<Attachment> attachments,
      MessageSignature signature) {
    return new NewRecord(
        side,
        kind,
        message.queryId(),
        requestId,
        message.userId(),
        message.issue(),
        kind == Kind.RESPONSE ? Optional.of(Outcome.of(message)) : Optional.empty(),
        message.client(),
        message.service(),
        message.protocol(),
        true,
        message.bytes(),
        digests,
        attachments,
        signature);
  }

  /** The same without its body (E-008 to E-010). */
  public NewRecord withoutBody(byte[] metadata) {
    return new NewRecord(
        side,
        kind,
        queryId,
        requestId,
        userId,
        issue,
        outcome,
        client,
        service,
        protocol,
        false,
        metadata,
        digests,
        attachments,
        signature);
  }

  boolean soap() {
    return protocol.startsWith("4.");
  }

  /**
   * Whether the log keeps the attachments: those of a batch-signed SOAP message are proved by their
   * digests alone (E-005, D-060).
   */
  boolean keepsAttachments() {
    return withBody && !(soap() && signature.hashChain().isPresent());
  }

  long largestAttachment() {
    return attachments.stream().mapToLong(Attachment::length).max().orElse(0);
  }
}
