// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * What the index knows of a {@link RecordHead}: all of it but the digests, which cost as much to
 * read as the rest.
 */
record IndexedHead(
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
    ServiceId service) {

  IndexedHead {
    NewRecord.requireOutcome(kind, outcome);
  }

  /** Reads what {@link RecordHead#read} reads. */
  static IndexedHead read(byte[] json) throws IOException {
    return IndexedHeadJson.read(json);
  }

  static IndexedHead of(RecordHead head) {
    return new IndexedHead(
        head.time(),
        head.side(),
        head.kind(),
        head.protocol(),
        head.queryId(),
        head.requestId(),
        head.userId(),
        head.issue(),
        head.outcome(),
        head.client(),
        head.service());
  }
}
