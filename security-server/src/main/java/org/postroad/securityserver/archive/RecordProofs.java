// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import org.postroad.securityserver.messagelog.LeafMaterial;

/** Proves that records are in the log. */
@FunctionalInterface
public interface RecordProofs {

  /**
   * A {@code .tlog-proof} file.
   *
   * @throws org.postroad.protocol.transparency.Unproven when no checkpoint covers the record yet;
   *     it is then archived another time
   */
  byte[] proof(long sequence, LeafMaterial material) throws IOException;
}
