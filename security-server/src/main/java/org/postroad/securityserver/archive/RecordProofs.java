// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.postroad.securityserver.logtree.LogProofs;
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

  /** Proofs under the checkpoint that is published in the directory of a log at the time. */
  static RecordProofs in(Path messageLog) {
    return (sequence, material) ->
        LogProofs.open(messageLog).inclusion(sequence, Optional.of(material)).toByteArray();
  }
}
