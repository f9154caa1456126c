// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How OCSP responders were the last time this server asked them.
 *
 * @param last by address; nothing of one that was not asked yet
 * @param nextAt when the next certificate is asked about
 */
public record AskedResponders(Map<String, Outcome> last, Optional<Instant> nextAt) {
  public AskedResponders {
    last = Map.copyOf(last);
  }

  /**
   * What came of asking one.
   *
   * @param failure nothing where it proved a certificate good
   */
  public record Outcome(Instant at, Optional<Failure> failure) {}

  /** How far it came. */
  public enum Failure {
    /** No connection, or none that held. */
    UNREACHABLE,
    /** Another status of HTTP than 200. */
    REFUSED,
    /** What came is no OCSP response. */
    UNREADABLE,
    /** The response does not prove the certificate good. */
    UNPROVEN
  }
}
