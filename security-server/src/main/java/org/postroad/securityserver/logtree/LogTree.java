// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.postroad.protocol.transparency.ConsistencyProof;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.NoteSignature;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.messagelog.TimestampService;

/**
 * The tree of a message log that is open. Record {@code n} is leaf {@code n − 1}; a checkpoint
 * covers it within a second. Safe for any number of threads.
 *
 * <p>No exchange waits for the tree: it follows the journal in a thread of its own, and when it
 * cannot go on, its status says why. What it has signed it never contradicts: a journal that ends
 * before the last checkpoint or leads to another root gets no further checkpoint.
 */
public final class LogTree implements AutoCloseable {
  private final Supplier<LogSigner> signer;
  private final TileDirectory tiles;
  private final Checkpoints checkpoints;
  private final CheckpointStamps stamps;
  private final TreeFollower follower;
  private final LogProofs proofs;

  private LogTree(
      Journal journal,
      TreeDirectory directory,
      JournalFiles files,
      Supplier<LogSigner> signer,
      TimestampService timestamps,
      LogTreeOptions options) {
    this.signer = signer;
    this.tiles = new TileDirectory(directory.root(), files);
    this.checkpoints = new Checkpoints(journal, directory, files);
    this.stamps =
        new CheckpointStamps(timestamps, checkpoints, options.stampInterval(), System.nanoTime());
    this.follower =
        new TreeFollower(journal, directory, tiles, signer, checkpoints, stamps, options);
    this.proofs = new LogProofs(tiles, checkpoints::bestFor);
  }

  /**
   * Begins to follow a journal; returns at once.
   *
   * @param messageLog the directory of the journal
   * @param signer asked in the tree's own thread and again by {@link #key}; the answer is always
   *     the same
   * @param timestamps asked for time-stamps of checkpoints
   */
  public static LogTree start(
      Journal journal,
      Path messageLog,
      Supplier<LogSigner> signer,
      TimestampService timestamps,
      LogTreeOptions options) {
    return start(journal, messageLog, JournalFiles.disk(), signer, timestamps, options);
  }

  static LogTree start(
      Journal journal,
      Path messageLog,
      JournalFiles files,
      Supplier<LogSigner> signer,
      TimestampService timestamps,
      LogTreeOptions options) {
    LogTree tree =
        new LogTree(journal, new TreeDirectory(messageLog), files, signer, timestamps, options);
    tree.follower.start();
    return tree;
  }

  /** With which the checkpoints of this log are verified. Waits until the private key is open. */
  public NoteKey key() {
    return signer.get().key();
  }

  /** The newest checkpoint with all signatures it has so far. */
  public Optional<SignedNote> checkpoint() {
    return checkpoints.newest();
  }

  /** Tells of every checkpoint from now on, in the tree's own thread: it must be quick. */
  public void onCheckpoint(Consumer<SignedNote> listener) {
    checkpoints.listen(listener);
  }

  /**
   * Adds the cosignature of a witness to a checkpoint, which others may have followed since.
   *
   * @param cosignature verified by the caller
   */
  public void cosigned(SignedNote checkpoint, NoteSignature cosignature) throws IOException {
    checkpoints.cosigned(checkpoint, cosignature);
  }

  /** A tile or bundle of entries as it is on disk. */
  public Optional<byte[]> tile(TilePath path) throws IOException {
    return tiles.read(path);
  }

  /** That the tree of one size goes on from that of another. */
  public ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
    return proofs.consistency(oldSize, newSize);
  }

  /** Proofs under the newest checkpoint, or under a cosigned one that covers the record. */
  public LogProofs proofs() {
    return proofs;
  }

  public TreeStatus status() {
    return follower.status();
  }

  /** Signs a last checkpoint over what is in the journal; close this before the journal. */
  @Override
  public void close() {
    try {
      follower.close();
      stamps.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
