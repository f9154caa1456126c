// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.securityserver.messagelog.TimestampService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the newest checkpoint time-stamped after records were, and not more often than at an interval
 * however often that is. An authority may be slow, so each time-stamp is asked for on a virtual
 * thread of its own, one at a time; after a failure the next time-stamps of records are waited for.
 */
final class CheckpointStamps {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStamps.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TimestampService authority;
  private final Checkpoints checkpoints;
  private final Duration interval;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private Optional<Thread> underWay = Optional.empty();

  @GuardedBy("lock")
  private boolean wanted;

  @GuardedBy("lock")
  private Optional<String> lastText = Optional.empty();

  @GuardedBy("lock")
  private long earliest;

  CheckpointStamps(
      TimestampService authority, Checkpoints checkpoints, Duration interval, long nanoTime) {
    this.authority = authority;
    this.checkpoints = checkpoints;
    this.interval = interval;
    this.earliest = nanoTime;
  }

  /** Records have been time-stamped. */
  void want() {
    lock.lock();
    try {
      wanted = true;
    } finally {
      lock.unlock();
    }
  }

  /** Begins to ask for a time-stamp when one is wanted and it is time. Quick. */
  void askIfDue(long nanoTime) {
    Optional<SignedNote> newest = checkpoints.newest();
    lock.lock();
    try {
      boolean due = wanted && underWay.isEmpty() && nanoTime - earliest >= 0;
      if (!due || newest.isEmpty()) {
        return;
      }
      wanted = false;
      if (lastText.filter(newest.get().text()::equals).isPresent()) {
        return;
      }
      earliest = nanoTime + interval.toNanos();
      SignedNote note = newest.get();
      underWay =
          Optional.of(
              Thread.ofVirtual().name("postroad-checkpoint-stamp").start(() -> stamp(note)));
    } finally {
      lock.unlock();
    }
  }

  private void stamp(SignedNote note) {
    boolean done = false;
    try {
      checkpoints.stamped(note, authority.stamp(CheckpointEntry.imprint(note)));
      done = true;
    } catch (IOException | Fault | IllegalStateException e) {
      LOG.warn("The newest checkpoint of the message log got no time-stamp: {}", e.getMessage());
    } finally {
      ended(done ? Optional.of(note.text()) : Optional.empty());
    }
  }

  private void ended(Optional<String> stampedText) {
    lock.lock();
    try {
      underWay = Optional.empty();
      lastText = stampedText.or(() -> lastText);
    } finally {
      lock.unlock();
    }
  }

  /** Gives a time-stamp under way a little time; the next start asks for another. */
  void close() throws InterruptedException {
    Optional<Thread> thread;
    lock.lock();
    try {
      thread = underWay;
    } finally {
      lock.unlock();
    }
    if (thread.isPresent() && !thread.get().join(PATIENCE)) {
      thread.get().interrupt();
      thread.get().join();
    }
  }
}
