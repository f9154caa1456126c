// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that follows the journal: adds each record to the tree and signs a checkpoint soon
 * after. Whatever fails, it takes the tree up again from the disk, so that no failure leaves more
 * behind than a kill at the same point would.
 */
final class TreeFollower {
  private static final Logger LOG = LoggerFactory.getLogger(TreeFollower.class);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int MOST_DELAYS = 60;

  /** Tiles that a checkpoint may have to wait for, however much there is to catch up with. */
  private static final int MOST_UNFORCED = 128;

  private final Journal journal;
  private final TreeDirectory directory;
  private final TileDirectory tiles;
  private final Supplier<LogSigner> signer;
  private final Checkpoints checkpoints;
  private final CheckpointStamps stamps;
  private final LogTreeOptions options;
  private final Thread thread;
  private final TreeState state = new TreeState();

  TreeFollower(
      Journal journal,
      TreeDirectory directory,
      TileDirectory tiles,
      Supplier<LogSigner> signer,
      Checkpoints checkpoints,
      CheckpointStamps stamps,
      LogTreeOptions options) {
    this.journal = journal;
    this.directory = directory;
    this.tiles = tiles;
    this.signer = signer;
    this.checkpoints = checkpoints;
    this.stamps = stamps;
    this.options = options;
    this.thread =
        Thread.ofPlatform().name("postroad-log-tree").daemon().unstarted(this::runUntilClosed);
  }

  void start() {
    thread.start();
  }

  private void runUntilClosed() {
    int failures = 0;
    while (!state.isClosed()) {
      try {
        LogSigner opened = signer.get();
        TreeResume.Resumed resumed = resume(opened);
        failures = 0;
        follow(opened, resumed);
      } catch (IOException | RuntimeException e) {
        failures++;
        state.failed(e);
        state.pause(options.retryDelay().multipliedBy(Math.min(failures, MOST_DELAYS)));
      }
    }
  }

  private TreeResume.Resumed resume(LogSigner opened) throws IOException {
    Files.createDirectories(directory.root());
    byte[] vkey = (opened.key().vkey() + "\n").getBytes(StandardCharsets.US_ASCII);
    Files.write(directory.verifierKey(), vkey);
    TreeResume.Resumed resumed = new TreeResume(journal, directory, tiles, opened.key()).resume();
    if (resumed.newest().isPresent()) {
      checkpoints.resume(resumed.newest().get());
    }
    return resumed;
  }

  private void follow(LogSigner opened, TreeResume.Resumed resumed) throws IOException {
    GrowingTree tree = resumed.tree();
    Unsigned unsigned = new Unsigned(options.checkpointDelay(), signed(resumed));
    try (JournalCursor cursor = journal.follow(resumed.from())) {
      boolean closing;
      boolean caughtUp;
      do {
        closing = state.isClosed();
        long now = System.nanoTime();
        caughtUp = catchUp(cursor, tree, unsigned);
        if (unsigned.isDue(System.nanoTime()) || (closing && unsigned.exists())) {
          sign(opened, tree, cursor);
          unsigned.signed(tree.size());
        }
        state.grown(tree.size());
        stamps.askIfDue(now);
        if (!closing) {
          await(cursor, unsigned.left(System.nanoTime()));
        }
      } while (!closing || !caughtUp);
    } catch (GrowingTree.MissingRecord e) {
      Files.deleteIfExists(directory.bookmark());
      throw e;
    }
  }

  /**
   * Until there is anything to sign, growth ends the waiting at once. What comes afterwards is
   * gathered, since being woken for each of the journal's writes costs more than reading does.
   */
  private void await(JournalCursor cursor, Optional<Duration> left) {
    if (left.isEmpty()) {
      state.awaitGrowth(journal, cursor.position(), IDLE);
    } else {
      Duration gathering = options.checkpointDelay().dividedBy(2);
      state.pause(left.get().compareTo(gathering) < 0 ? left.get() : gathering);
    }
  }

  private static long signed(TreeResume.Resumed resumed) {
    return resumed.newest().map(note -> Checkpoint.parse(note.text()).size()).orElse(0L);
  }

  /** Adds what there is, until a checkpoint is due; whether that was all. */
  private boolean catchUp(JournalCursor cursor, GrowingTree tree, Unsigned unsigned)
      throws IOException {
    while (!unsigned.isDue(System.nanoTime())) {
      Optional<JournalEntry> entry =
          cursor.next(damage -> LOG.error("Message log is damaged: {}", damage));
      if (entry.isEmpty()) {
        return true;
      }
      tree.add(entry.get());
      if (tiles.unforced() >= MOST_UNFORCED) {
        tiles.force();
      }
      unsigned.grown(tree.size(), System.nanoTime());
      if (entry.get().type() == EntryType.TIMESTAMP) {
        stamps.want();
      }
    }
    return false;
  }

  private void sign(LogSigner opened, GrowingTree tree, JournalCursor cursor) throws IOException {
    tree.write();
    checkpoints.publish(opened.sign(tree.size(), tree.root()));
    new Bookmark(tree.size(), cursor.position()).write(directory.bookmark());
    tree.tidy();
  }

  TreeStatus status() {
    return state.status(checkpoints);
  }

  /** Returns when everything in the journal has its checkpoint, or could not get it. */
  void close() throws InterruptedException {
    state.close(thread);
    thread.join();
  }
}
