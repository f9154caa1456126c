// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.util.Optional;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.SignedNote;

/**
 * A checkpoint from somewhere, to be compared with the tree that follows from the records.
 *
 * @param checkpoint what the note says
 * @param place where it stands
 * @param authentic whether nothing speaks against its signature, so that a tree that has its root
 *     is the one that was signed
 * @param cosigned whether enough witnesses cosigned it
 */
record Claim(
    SignedNote note,
    Checkpoint checkpoint,
    Source source,
    Optional<Finding.Place> place,
    boolean authentic,
    boolean cosigned) {

  /** Where a checkpoint comes from. */
  enum Source {
    /** An entry of the journal. */
    JOURNAL,
    /** What the server shows to everybody. */
    PUBLISHED,
    /** What an auditor kept, or had from a witness. */
    KEPT
  }

  long size() {
    return checkpoint.size();
  }

  Finding finding(FindingKind kind, String text) {
    return new Finding(kind, new Subject.OfCheckpoint(size()), place, text);
  }
}
