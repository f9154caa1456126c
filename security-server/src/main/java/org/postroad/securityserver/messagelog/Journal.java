// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import java.util.zip.CRC32C;

/**
 * The append-only truth of the message log.
 *
 * <p><b>Group commit.</b> Callers, usually virtual threads, encode and checksum their own entry,
 * put it in the queue and wait. One platform thread takes everything that waits, writes it, forces
 * the file once and releases all of it: the cost of a force is shared by whoever arrived during the
 * force before. Nothing is added to the latency of a lone entry but one hand-over. The writer is a
 * thread of its own because a file channel closes itself when a thread that uses it is interrupted,
 * and callers may be.
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
 * while a file is touched. Everything else that changes belongs to the writer thread alone.
 */
final class Journal implements Closeable {
  private static final int BUFFER = 1 << 20;
  private static final long BATCH_BYTES = 8L << 20;
  private static final String LOCK_FILE = "journal.lock";

  /** What the caller of an append learns once the entry is durable. */
  record Appended(JournalPosition position, long number, long sequence) {}

  private record Waiting(EntryContent content, CRC32C crc, CompletableFuture<Appended> durable) {}

  private record Written(Waiting waiting, Appended appended) {}

  private final Path directory;
  private final JournalOptions options;
  private final JournalFiles files;
  private final Clock clock;
  private final UUID id;
  private final FileChannel lockFile;
  private final List<JournalDamage> damages;
  private final Thread writerThread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition committed = lock.newCondition();

  @GuardedBy("lock")
  private final Deque<Waiting> queue = new ArrayDeque<>();

  @GuardedBy("lock")
  private boolean closed;

  /** Every segment with what of it is durable; written by the writer thread alone. */
  private final NavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private Optional<SegmentWriter> current = Optional.empty();
  private long lastEntry;
  private long lastSequence;

  private Journal(
      Path directory,
      JournalOptions options,
      JournalFiles files,
      Clock clock,
      RandomGenerator random,
      FileChannel lockFile)
      throws IOException {
    this.directory = directory;
    this.options = options;
    this.files = files;
    this.clock = clock;
    this.lockFile = lockFile;
    JournalRecovery.Recovered recovered = JournalRecovery.recover(directory, files);
    for (Segment segment : recovered.segments()) {
      segments.put(segment.number(), segment);
    }
    this.id =
        segments.isEmpty()
            ? new UUID(random.nextLong(), random.nextLong())
            : segments.firstEntry().getValue().header().journal();
    this.lastEntry = recovered.lastEntry();
    this.lastSequence = recovered.lastSequence();
    this.damages = recovered.damages();
    this.writerThread =
        Thread.ofPlatform().name("postroad-journal").daemon().unstarted(this::writeUntilClosed);
  }

  /** Takes the directory for itself; refuses one that another process or journal has open. */
  static Journal open(
      Path directory,
      JournalOptions options,
      JournalFiles files,
      Clock clock,
      RandomGenerator random)
      throws IOException {
    Files.createDirectories(directory);
    FileChannel lockFile = lock(directory.resolve(LOCK_FILE));
    try {
      Journal journal = new Journal(directory, options, files, clock, random, lockFile);
      journal.writerThread.start();
      return journal;
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(file + ": this process has the message log open already", e);
    }
    channel.close();
    throw new IOException(file + ": another process has the message log open");
  }

  /** The same in every segment of this journal. */
  UUID id() {
    return id;
  }

  /** What was not in order when the journal was opened. */
  List<JournalDamage> damages() {
    return damages;
  }

  /** Returns when the content is durable; an interrupt does not end the waiting. */
  Appended append(EntryContent content) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(content.head());
    Waiting waiting = new Waiting(content, crc, new CompletableFuture<>());
    lock.lock();
    try {
      if (closed) {
        throw new IOException("message log is closed");
      }
      queue.add(waiting);
      arrived.signal();
    } finally {
      lock.unlock();
    }
    try {
      return waiting.durable().join();
    } catch (CompletionException e) {
      throw new IOException("entry was not written: " + reason(e), e);
    }
  }

  private static String reason(CompletionException e) {
    return e.getCause() == null ? e.toString() : e.getCause().toString();
  }

  /** Behind the last durable entry. */
  JournalPosition end() {
    if (segments.isEmpty()) {
      return JournalPosition.START;
    }
    Segment last = segments.lastEntry().getValue();
    return new JournalPosition(last.number(), last.end());
  }

  /** Waits until the journal is longer than {@code known}, or closed, or the time is over. */
  void awaitGrowth(JournalPosition known, long millis) throws InterruptedException {
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

  /** The entry at a position that an append or a cursor gave. */
  JournalEntry read(JournalPosition position) throws IOException {
    Segment segment = segments.get(position.segment());
    if (segment == null) {
      throw new IOException("no segment for " + position);
    }
    try (SegmentReader reader = SegmentReader.open(segment.file())) {
      return switch (reader.read(position.offset(), segment.end())) {
        case SegmentReader.Reading.Whole(JournalEntry entry) -> entry;
        case SegmentReader.Reading.End() -> throw new IOException("nothing at " + position);
        case SegmentReader.Reading.Broken(String text, long next) ->
            throw new IOException(
                new JournalDamage(
                        JournalDamage.Kind.ROT, position.segment(), position.offset(), next, text)
                    .toString());
      };
    }
  }

  /** Reads from {@code from} to wherever the journal ends when asked. */
  JournalCursor cursor(JournalPosition from) {
    return new JournalCursor(segments, from);
  }

  private void writeUntilClosed() {
    List<Waiting> batch = new ArrayList<>();
    while (take(batch)) {
      commit(batch);
      batch.clear();
    }
  }

  /** Takes what waits, as far as it makes one batch; false when the journal is closed and empty. */
  private boolean take(List<Waiting> batch) {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        arrived.awaitUninterruptibly();
      }
      for (long bytes = 0; bytes < BATCH_BYTES && !queue.isEmpty(); ) {
        Waiting waiting = queue.remove();
        bytes += waiting.content().length();
        batch.add(waiting);
      }
      return !batch.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void commit(List<Waiting> batch) {
    List<Written> written = new ArrayList<>(batch.size());
    try {
      SegmentWriter writer = segmentForBatch();
      for (Waiting waiting : batch) {
        write(writer, waiting, written);
      }
      if (!written.isEmpty()) {
        writer.force();
        publish(writer, written);
      }
    } catch (IOException | RuntimeException | Error e) {
      abandon();
      batch.forEach(waiting -> waiting.durable().completeExceptionally(e));
    }
  }

  private void write(SegmentWriter writer, Waiting waiting, List<Written> written)
      throws IOException {
    long offset = writer.length();
    boolean record = waiting.content().type() == EntryType.RECORD;
    Appended appended =
        new Appended(
            new JournalPosition(writer.header().segment(), offset),
            lastEntry + 1 + written.size(),
            sequenceBefore(written) + (record ? 1 : 0));
    try {
      writer.put(waiting.content(), appended.number(), appended.sequence(), waiting.crc());
    } catch (SegmentWriter.UnreadableBody e) {
      writer.rollback(offset);
      waiting.durable().completeExceptionally(e);
      return;
    }
    written.add(new Written(waiting, appended));
  }

  private long sequenceBefore(List<Written> written) {
    return written.isEmpty() ? lastSequence : written.getLast().appended().sequence();
  }

  private void publish(SegmentWriter writer, List<Written> written) {
    Appended last = written.getLast().appended();
    lastEntry = last.number();
    lastSequence = last.sequence();
    lengthen(writer);
    for (Written entry : written) {
      entry.waiting().durable().complete(entry.appended());
    }
  }

  private void lengthen(SegmentWriter writer) {
    segments.computeIfPresent(
        writer.header().segment(), (_, segment) -> segment.upTo(writer.durable()));
    lock.lock();
    try {
      committed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private SegmentWriter segmentForBatch() throws IOException {
    if (files.usableBytes(directory) < options.reserveBytes()) {
      throw new IOException(
          "disk of " + directory + " has less than " + options.reserveBytes() + " bytes left");
    }
    if (current.isPresent() && current.get().length() >= options.segmentBytes()) {
      seal(current.get());
      current = Optional.empty();
    }
    if (current.isEmpty()) {
      current = Optional.of(begin());
    }
    return current.get();
  }

  private SegmentWriter begin() throws IOException {
    long number = segments.isEmpty() ? 1 : segments.lastKey() + 1;
    long previousLength = segments.isEmpty() ? 0 : segments.lastEntry().getValue().end();
    SegmentHeader header =
        new SegmentHeader(id, number, lastEntry + 1, lastSequence, previousLength, clock.instant());
    Path file = Segment.file(directory, number);
    Path unfinished = JournalRecovery.unfinished(file);
    files.delete(unfinished);
    JournalFiles.Output channel = files.create(unfinished);
    try {
      channel.write(header.encoded(), 0);
      channel.force();
      files.rename(unfinished, file);
      files.forceDirectory(directory);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    segments.put(number, new Segment(file, header, SegmentHeader.LENGTH));
    return new SegmentWriter(channel, header, buffer);
  }

  private void seal(SegmentWriter writer) throws IOException {
    CRC32C empty = new CRC32C();
    writer.put(EntryContent.of(EntryType.SEAL, new byte[0]), lastEntry + 1, lastSequence, empty);
    writer.force();
    lastEntry++;
    lengthen(writer);
    writer.close();
  }

  /** Leaves the current segment at what of it is durable; a file that resists is left as it is. */
  private void abandon() {
    if (current.isEmpty()) {
      return;
    }
    SegmentWriter writer = current.get();
    current = Optional.empty();
    try (writer) {
      writer.rollback(writer.durable());
    } catch (IOException e) {
      // The header of the next segment says where this one ends.
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
      committed.signalAll();
    } finally {
      lock.unlock();
    }
    joinWriter();
    try (lockFile) {
      if (current.isPresent()) {
        seal(current.get());
      }
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
