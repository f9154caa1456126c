// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * What the index knows of one record. A text that is longer than 255 characters, or that no
 * database would hold, stands as its beginning and its digest; the record itself has it whole.
 *
 * @param journal the log it is in, see {@link LogStatus#journal}
 * @param requestId the id of the exchange, {@code x-road-request-id}
 * @param protocol {@code 1} for REST, {@code 4.x} for SOAP
 * @param outcome of a response
 * @param archive the name of the file it is archived in, once that was read back
 */
public record LogSummary(
    UUID journal,
    long sequence,
    Instant time,
    Side side,
    Kind kind,
    String protocol,
    String queryId,
    String requestId,
    ClientId client,
    ServiceId service,
    Optional<String> userId,
    Optional<String> issue,
    Optional<Outcome> outcome,
    boolean timestamped,
    Optional<String> archive) {

  LogQuery.Place place() {
    return new LogQuery.Place(time, journal, sequence);
  }
}
