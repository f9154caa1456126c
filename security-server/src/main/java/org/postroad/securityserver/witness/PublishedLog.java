// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.io.IOException;
import java.util.Optional;
import org.postroad.protocol.transparency.ConsistencyProof;
import org.postroad.protocol.transparency.NoteSignature;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.securityserver.logtree.LogTree;

/** The log of this server as it is shown to others. */
interface PublishedLog {

  /** The tree of a message log. */
  static PublishedLog of(LogTree tree) {
    return new PublishedLog() {
      @Override
      public Optional<SignedNote> checkpoint() {
        return tree.checkpoint();
      }

      @Override
      public Optional<byte[]> tile(TilePath path) throws IOException {
        return tree.tile(path);
      }

      @Override
      public ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
        return tree.consistency(oldSize, newSize);
      }

      @Override
      public void cosigned(SignedNote checkpoint, NoteSignature cosignature) throws IOException {
        tree.cosigned(checkpoint, cosignature);
      }
    };
  }

  /** The newest checkpoint with all signatures it has so far. */
  Optional<SignedNote> checkpoint();

  /** A tile or bundle of entries as it is on disk. */
  Optional<byte[]> tile(TilePath path) throws IOException;

  /** That the tree of one size goes on from that of another. */
  ConsistencyProof consistency(long oldSize, long newSize) throws IOException;

  /** Adds a cosignature to a checkpoint that may have been followed by others since. */
  void cosigned(SignedNote checkpoint, NoteSignature cosignature) throws IOException;
}
