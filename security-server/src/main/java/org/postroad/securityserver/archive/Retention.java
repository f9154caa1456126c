// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;

/**
 * How long the log keeps records that are in an archive (E-034).
 *
 * @param keepRecordsFor unless said otherwise
 * @param exceptions for records of some members and subsystems; a rule for a subsystem goes before
 *     the one for its member
 */
public record Retention(Duration keepRecordsFor, Map<ClientId, Duration> exceptions) {

  /** Thirty days for all. */
  public static final Retention DEFAULT = new Retention(Duration.ofDays(30), Map.of());

  public Retention {
    exceptions = Map.copyOf(exceptions);
    if (keepRecordsFor.isNegative()
        || exceptions.values().stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException(
          "records are kept for " + keepRecordsFor + ", exceptions " + exceptions);
    }
  }

  /** When the content of a record may go. */
  Instant end(ClientId member, Instant logged) {
    Duration kept =
        Optional.ofNullable(exceptions.get(member))
            .or(() -> Optional.ofNullable(exceptions.get(member.member())))
            .orElse(keepRecordsFor);
    return logged.plus(kept);
  }
}
