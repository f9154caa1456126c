// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.time.Instant;

/**
 * Something that will stop exchanges unless somebody acts.
 *
 * @param since from when on it is told
 * @param stops when exchanges stop
 * @param text what it is and what to do
 */
public record KeyWarning(Kind kind, Instant since, Instant stops, String text) {

  /** What it is about. */
  public enum Kind {
    /** A certificate of this server, and none is there to take its place. */
    CERTIFICATE_ENDS,
    /** The certificate of an authority above one of this server. */
    AUTHORITY_ENDS,
    /** No responder has answered for longer than it should be. */
    OCSP_STALE
  }
}
