// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * The append-only truth of the message log.
 *
 * <p><b>Group commit.</b> Callers, usually virtual threads, encode and checksum their own entry,
 * put it in the queue and wait. One platform thread takes everything that waits, writes it, forces
 * the file once and releases all of it: the cost of a force is shared by whoever arrived during the
 * force before, and where many come, by whoever arrives within a millisecond ({@link Pace}).
 * Nothing is added to the latency of a lone entry but one hand-over. The writer is a thread of its
 * own because a file channel closes itself when a thread that uses it is interrupted, and callers
 * may be.
 *
 * <p><b>Failure.</b> A force that failed cannot be repeated: the operating system may have dropped
 * the pages and will call the next force a success. So after any failed write or force the segment
 * is abandoned. None of the entries that waited is acknowledged, the next append begins a new
 * segment, and that one's header says up to which length the abandoned one counts.
 *
 * <p><b>Order.</b> An entry's number and record sequence are given in the order of writing and have
 * no gaps, whatever failed in between.
 *
 * <p><b>Locks.</b> {@code lock} guards the queue and the {@code closed} flag and is never held
 * while a file is touched. Everything else that changes is in {@link JournalWriter} and belongs to
 * the writer thread alone. {@code rewriting} is held while one segment is rewritten in the thread
 * of the caller, and makes closing wait for that.
 */
public final class Journal implements JournalView, Closeable {
  private static final long BATCH_BYTES = 8L << 20;

  private final UUID id;
  private final JournalFiles files;
  private final RandomGenerator random;
  private final SegmentKeys keys;
  private final DirectoryLock directoryLock;
  private final JournalWriter writer;
  private final List<JournalDamage> damages;
  private final Thread writerThread;
  private final ReentrantLock rewriting = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition enough = lock.newCondition();
  private final Condition committed = lock.newCondition();

  @GuardedBy("lock")
  private final Deque<JournalWriter.Task> queue = new ArrayDeque<>();

  @GuardedBy("lock")
  private boolean closed;

  /** Every segment with what of it is durable; the last one belongs to the writer thread. */
  private final NavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();

  private Journal(
      Path directory,
      JournalOptions options,
      JournalFiles files,
      Clock clock,
      RandomGenerator random,
      DirectoryLock directoryLock)
      throws IOException {
    this.files = files;
    this.random = random;
    this.keys = new SegmentKeys(options.keys());
    this.directoryLock = directoryLock;
    JournalRecovery.Recovered recovered = JournalRecovery.recover(directory, files);
    for (Segment segment : recovered.segments()) {
      segments.put(segment.number(), segment);
    }
    this.damages = recovered.damages();
    this.id =
        segments.isEmpty()
            ? new UUID(random.nextLong(), random.nextLong())
            : segments.firstEntry().getValue().header().journal();
    this.writer =
        new JournalWriter(
            options,
            new NewSegment(directory, files, keys, random),
            clock,
            id,
            segments,
            recovered,
            this::announceGrowth);
    this.writerThread =
        Thread.ofPlatform().name("postroad-journal").daemon().unstarted(this::writeUntilClosed);
  }

  /** Takes the directory for itself; refuses one that another process or journal has open. */
  public static Journal open(
      Path directory,
      JournalOptions options,
      JournalFiles files,
      Clock clock,
      RandomGenerator random)
      throws IOException {
    Files.createDirectories(directory);
    DirectoryLock directoryLock = DirectoryLock.take(directory);
    try {
      Journal journal = new Journal(directory, options, files, clock, random, directoryLock);
      journal.writerThread.start();
      return journal;
    } catch (IOException | RuntimeException e) {
      directoryLock.close();
      throw e;
    }
  }

  /** The same in every segment of this journal. */
  public UUID id() {
    return id;
  }

  @Override
  public List<Segment> segments() {
    return List.copyOf(segments.values());
  }

  @Override
  public List<JournalDamage> damages() {
    return damages;
  }

  /** Returns when the content is durable; an interrupt does not end the waiting. */
  public Appended append(EntryContent content) throws IOException {
    if (content.type() == EntryType.SEAL) {
      throw new IllegalArgumentException("a seal is written by ending a segment");
    }
    return submit(content);
  }

  private Appended submit(EntryContent content) throws IOException {
    var task = new JournalWriter.Task(content, content.checksum(), new CompletableFuture<>());
    lock.lock();
    try {
      if (closed) {
        throw new IOException("message log is closed");
      }
      queue.add(task);
      if (queue.size() == Pace.ENOUGH) {
        enough.signal();
      }
      arrived.signal();
    } finally {
      lock.unlock();
    }
    try {
      return task.durable().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DiskReserveReached reached) {
        throw new DiskReserveReached(String.valueOf(reached.getMessage()), e);
      }
      throw new IOException("entry was not written: " + reason(e), e);
    }
  }

  private static String reason(CompletionException e) {
    return e.getCause() == null ? e.toString() : e.getCause().toString();
  }

  /** Behind the last durable entry. */
  @Override
  public JournalPosition end() {
    if (segments.isEmpty()) {
      return JournalPosition.START;
    }
    Segment last = segments.lastEntry().getValue();
    return new JournalPosition(last.number(), last.end());
  }

  /** Of the last durable record, 0 before the first. */
  public long lastSequence() {
    return writer.lastSequence();
  }

  /** How many groups of entries were forced to disk since the journal was opened. */
  public long commits() {
    return writer.commits();
  }

  /** Whether somebody writes what is appended. */
  public boolean isWriting() {
    return writerThread.isAlive();
  }

  /** How many entries wait to be written. */
  public int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the journal is longer than {@code known}, or closed, or the time is over. */
  public void awaitGrowth(JournalPosition known, long millis) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lockInterruptibly();
    try {
      while (!closed && nanos > 0 && end().compareTo(known) <= 0) {
        nanos = committed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private void announceGrowth() {
    lock.lock();
    try {
      committed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public JournalEntry read(JournalPosition position) throws IOException {
    return SegmentReader.entry(segments, position, keys);
  }

  /** Says for each record of a segment what takes its place. */
  @FunctionalInterface
  public interface Replacement {
    /** The content of type {@link EntryType#PRUNED} in place of a record, or nothing to keep it. */
    Optional<EntryContent> of(JournalEntry entry) throws IOException;
  }

  /**
   * Ends the current segment and begins the next one, so that everything appended so far lies in
   * segments that can be rewritten. A segment without entries is not ended.
   */
  public void beginSegment() throws IOException {
    submit(EntryContent.of(EntryType.SEAL, new byte[0]));
  }

  /**
   * Replaces records of a segment that has ended. Numbers, sequences and positions stay what they
   * were, those of the entries behind a replaced one too; the file becomes shorter. Readers are not
   * disturbed: one that reads the segment now goes on in the old file, and whoever holds a large
   * body finds it again, or learns that it is there no more.
   *
   * <p>The new file is encrypted under the current master key, if there is one, and is made for
   * that alone when the old one was not. It is durable before it takes the old one's name, so that
   * a kill or a power cut leaves the one or the other. A segment with damages is refused and left
   * as it is.
   */
  public Rewritten rewrite(long number, Replacement replacement) throws IOException {
    rewriting.lock();
    try {
      requireOpen();
      Segment segment = segments.get(number);
      if (segment == null) {
        throw new IOException("no segment " + number);
      }
      if (number == segments.lastKey()) {
        throw new IOException("segment " + number + " is the last one and has not ended");
      }
      Rewritten rewritten = new SegmentRewrite(files, segment, keys, random, replacement).run();
      segments.put(number, segment.reread());
      return rewritten;
    } finally {
      rewriting.unlock();
    }
  }

  private void requireOpen() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("message log is closed");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Reads from {@code from} to wherever the journal ends when asked. */
  @Override
  public JournalCursor cursor(JournalPosition from) {
    return new JournalCursor(segments, from, keys);
  }

  /**
   * The same for whoever has done with the body of an entry before the next one is read: of most
   * bodies no copy is made.
   */
  public JournalCursor follow(JournalPosition from) {
    return new JournalCursor(segments, from, keys, true);
  }

  private void writeUntilClosed() {
    List<JournalWriter.Task> batch = new ArrayList<>();
    Pace pace = new Pace(System.nanoTime());
    while (take(batch, pace.standBackNanos())) {
      pace.took(batch.size(), System.nanoTime());
      writer.commit(batch);
      batch.clear();
    }
  }

  /**
   * Takes what waits, as far as it makes one batch; false when the journal is closed and empty.
   *
   * @param standBackNanos how long the first may wait for others
   */
  private boolean take(List<JournalWriter.Task> batch, long standBackNanos) {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        arrived.awaitUninterruptibly();
      }
      gather(standBackNanos);
      for (long bytes = 0; bytes < BATCH_BYTES && !queue.isEmpty(); ) {
        if (queue.element().ends() && !batch.isEmpty()) {
          break;
        }
        JournalWriter.Task task = queue.remove();
        bytes += task.ends() ? BATCH_BYTES : task.content().length();
        batch.add(task);
      }
      return !batch.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void gather(long standBackNanos) {
    long left = standBackNanos;
    while (left > 0 && queue.size() < Pace.ENOUGH && !closed) {
      try {
        left = enough.awaitNanos(left);
      } catch (InterruptedException e) {
        // Nobody means this thread; with the flag set again, the file would close itself.
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      arrived.signalAll();
      enough.signalAll();
      committed.signalAll();
    } finally {
      lock.unlock();
    }
    joinWriter();
    rewriting.lock();
    try (directoryLock) {
      writer.close();
    } finally {
      rewriting.unlock();
    }
  }

  private void joinWriter() {
    boolean interrupted = false;
    while (writerThread.isAlive()) {
      try {
        writerThread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
