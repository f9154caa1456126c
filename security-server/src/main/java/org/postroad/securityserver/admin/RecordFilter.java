// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.messagelog.Kind;
import org.postroad.securityserver.messagelog.Outcome;
import org.postroad.securityserver.messagelog.Side;

/**
 * Which records are meant: those for which everything that is given holds.
 *
 * @param from logged then or later
 * @param to logged before
 * @param client who called: a subsystem, or a member with all its subsystems
 * @param service a service in any version or in one, or a provider with all its services
 * @param queryId of the message
 * @param requestId of the exchange, {@code x-road-request-id}
 * @param userId on whose behalf the message says it was sent
 * @param issue of which matter it says to be
 * @param outcome of responses
 */
public record RecordFilter(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> client,
    Optional<String> service,
    Optional<String> queryId,
    Optional<String> requestId,
    Optional<String> userId,
    Optional<String> issue,
    Optional<Outcome> outcome,
    Optional<Side> side,
    Optional<Kind> kind) {

  /** Everything. */
  public static final RecordFilter ALL =
      new RecordFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * The same with its identifiers read.
   *
   * @throws IllegalArgumentException for an identifier that nobody can have
   */
  RecordCriteria criteria() {
    try {
      return new RecordCriteria(this);
    } catch (Fault e) {
      throw new IllegalArgumentException(e.text(), e);
    }
  }

  /** Refuses identifiers that nobody can have, with an {@link IllegalArgumentException}. */
  public RecordFilter checked() {
    var _ = criteria();
    return this;
  }
}
