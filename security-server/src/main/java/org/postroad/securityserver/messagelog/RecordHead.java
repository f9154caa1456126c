// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.signature.HashChainDocuments;
import org.postroad.protocol.signature.SignedParts;

/**
 * What a record says about its message without holding any of it: identifiers, times and digests,
 * see {@link RecordHeadJson}. With the record's salt it is what a leaf of the tree is made from,
 * and deleting content, head and salt later leaves nothing to guess from.
 *
 * @param time to the millisecond
 * @param outcome of a response, and of no request
 */
record RecordHead(
    Instant time,
    Side side,
    Kind kind,
    String protocol,
    String queryId,
    String requestId,
    Optional<String> userId,
    Optional<String> issue,
    Optional<Outcome> outcome,
    ClientId client,
    ServiceId service,
    SignedParts digests,
    List<Long> attachmentLengths,
    Digest signature,
    Optional<HashChainDigests> hashChain) {

  /** Digests of the two documents of a batch signature. */
  record HashChainDigests(Digest result, Digest chain) {
    static HashChainDigests of(HashChainDocuments documents, BatchDigests batches) {
      return new HashChainDigests(
          batches.sha512(documents.result()), DigestAlgorithm.SHA512.digest(documents.chain()));
    }
  }

  RecordHead {
    attachmentLengths = List.copyOf(attachmentLengths);
    if (attachmentLengths.size() != digests.attachments().size()) {
      throw new IllegalArgumentException(
          attachmentLengths.size()
              + " lengths of "
              + digests.attachments().size()
              + " attachments");
    }
    NewRecord.requireOutcome(kind, outcome);
  }

  /**
   * The head of a new record.
   *
   * @param batches where the digests of what all messages of a batch share are taken
   */
  static RecordHead of(NewRecord record, Instant time, BatchDigests batches) {
    return new RecordHead(
        Instant.ofEpochMilli(time.toEpochMilli()),
        record.side(),
        record.kind(),
        record.protocol(),
        record.queryId(),
        record.requestId(),
        record.userId(),
        record.issue(),
        record.outcome(),
        record.client(),
        record.service(),
        record.digests(),
        record.attachments().stream().map(NewRecord.Attachment::length).toList(),
        batches.sha512(record.signature().document()),
        record.signature().hashChain().map(chain -> HashChainDigests.of(chain, batches)));
  }

  /** The caller on the consumer side, the owner of the service on the provider side (E-004). */
  ClientId member() {
    return switch (side) {
      case CONSUMER -> client;
      case PROVIDER -> service.owner();
    };
  }

  /** The one form of this head. */
  byte[] toByteArray() throws CharacterCodingException {
    return RecordHeadJson.print(this);
  }

  /** Refuses all that {@link #toByteArray} does not print. */
  static RecordHead parse(byte[] json) throws IOException {
    return RecordHeadJson.parse(json);
  }

  /** For whoever does not judge the record: reads the same, in half the time. */
  static RecordHead read(byte[] json) throws IOException {
    return RecordHeadJson.read(json);
  }
}
