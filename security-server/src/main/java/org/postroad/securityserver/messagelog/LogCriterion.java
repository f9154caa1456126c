// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/** One condition of a {@link LogQuery}. */
public sealed interface LogCriterion {

  /** Logged at this time or later; the log knows milliseconds. */
  record LoggedFrom(Instant time) implements LogCriterion {
    public LoggedFrom {
      time = roundedUp(time);
    }
  }

  /** Logged before this time. */
  record LoggedBefore(Instant time) implements LogCriterion {
    public LoggedBefore {
      time = roundedUp(time);
    }
  }

  /** Called by this client; a member stands for itself and all its subsystems. */
  record OfClient(ClientId client) implements LogCriterion {}

  /** For a service of this provider; a member stands for itself and all its subsystems. */
  record OfProvider(ClientId provider) implements LogCriterion {}

  /** For this service, in any version when none is said. */
  record OfService(ServiceId service) implements LogCriterion {}

  record WithQueryId(String queryId) implements LogCriterion {}

  /** With this id of the exchange, {@code x-road-request-id}. */
  record WithRequestId(String requestId) implements LogCriterion {}

  /** With this {@code userId}, or its form in REST. */
  record ByUser(String userId) implements LogCriterion {}

  record OfIssue(String issue) implements LogCriterion {}

  /** A response with this outcome. */
  record WithOutcome(Outcome outcome) implements LogCriterion {}

  record OnSide(Side side) implements LogCriterion {}

  record OfKind(Kind kind) implements LogCriterion {}

  /** With a sequence between these two, both included. */
  record InRange(long first, long last) implements LogCriterion {
    public InRange {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("records " + first + " to " + last);
      }
    }
  }

  /** With a time-stamp, or still without. */
  record Timestamped(boolean expected) implements LogCriterion {}

  /** In an archive that was read back, or not yet. */
  record Archived(boolean expected) implements LogCriterion {}

  private static Instant roundedUp(Instant time) {
    Instant millis = time.truncatedTo(ChronoUnit.MILLIS);
    return millis.equals(time) ? time : millis.plusMillis(1);
  }
}
