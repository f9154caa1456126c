// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import org.postroad.protocol.algorithm.Digest;

/** Where time-stamps come from; the message log itself opens no connection. */
@FunctionalInterface
public interface TimestampService {

  /**
   * A token over {@code imprint}, verified, DER.
   *
   * @throws org.postroad.protocol.fault.Fault when no authority gave one
   */
  byte[] stamp(Digest imprint);

  /** Whether there is an authority to ask at all; without one no message is logged (E-015). */
  default boolean isConfigured() {
    return true;
  }
}
