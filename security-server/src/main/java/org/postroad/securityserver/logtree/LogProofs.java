// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongFunction;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.ConsistencyProof;
import org.postroad.protocol.transparency.InclusionProof;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TileStore;
import org.postroad.protocol.transparency.TlogProof;
import org.postroad.protocol.transparency.TreeProofs;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.messagelog.LeafMaterial;

/**
 * Proves what the tree says, from its tiles. Works on the directory of a running log and on a copy
 * of one. Safe for any number of threads.
 *
 * <p>Record {@code n} of the log is leaf {@code n − 1} of the tree. Tiles are believed here:
 * whoever gets a proof checks it.
 */
public final class LogProofs {
  private final TileStore tiles;
  private final LongFunction<Optional<SignedNote>> checkpointFor;

  LogProofs(TileStore tiles, LongFunction<Optional<SignedNote>> checkpointFor) {
    this.tiles = tiles;
    this.checkpointFor = checkpointFor;
  }

  /** The proofs of the log in a directory under its published checkpoint. */
  public static LogProofs open(Path messageLog) throws IOException {
    Optional<SignedNote> published =
        PublishedCheckpoint.read(messageLog).map(PublishedCheckpoint::note);
    Path tree = new TreeDirectory(messageLog).root();
    return new LogProofs(new TileDirectory(tree, JournalFiles.disk()), _ -> published);
  }

  /**
   * That a record is in the log.
   *
   * @param material of the record, put into the proof so that it can be checked without the log;
   *     nothing for a record whose content is gone
   * @throws Unproven when no checkpoint covers the record yet
   */
  public TlogProof inclusion(long sequence, Optional<LeafMaterial> material) throws IOException {
    SignedNote note =
        checkpointFor
            .apply(sequence)
            .orElseThrow(() -> new Unproven("the log has no checkpoint yet"));
    return inclusion(sequence, material, note);
  }

  /** The same under a checkpoint of this log. */
  public TlogProof inclusion(long sequence, Optional<LeafMaterial> material, SignedNote checkpoint)
      throws IOException {
    long size = Checkpoint.parse(checkpoint.text()).size();
    if (sequence < 1 || sequence > size) {
      throw new Unproven("record " + sequence + " is not among the " + size + " of the checkpoint");
    }
    InclusionProof proof = new TreeProofs(tiles, size).inclusion(sequence - 1);
    return new TlogProof(
        material.map(LeafMaterial::toByteArray), sequence - 1, proof.path(), checkpoint);
  }

  /** That the tree of one size goes on from that of another. */
  public ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
    return new TreeProofs(tiles, newSize).consistency(oldSize);
  }
}
