// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;

/**
 * The side of the journal that writes: the current segment and the numbers given so far. All of it
 * belongs to the journal's one writer thread; others see what is durable through {@code segments}.
 */
final class JournalWriter implements Closeable {
  private static final int BUFFER = 1 << 20;

  /** What whoever follows the journal may be behind without reading from the disk. */
  private static final long CACHED_BYTES = 1L << 30;

  /** Of the zeros that entries are written over which come alone (decision 0006). */
  private static final int ROOM = 1 << 18;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(ROOM).asReadOnlyBuffer();

  /** Entries that are more than this together do not come alone. */
  private static final int FEW_BYTES = 1 << 15;

  /** An entry to be written; {@code crc} has the checksum of the content's head. */
  record Task(EntryContent content, CRC32C crc, CompletableFuture<Appended> durable) {
    /** Whether this asks for the end of the segment; such a task is a batch of its own. */
    boolean ends() {
      return content.type() == EntryType.SEAL;
    }
  }

  private record Written(Task task, Appended appended) {}

  private final JournalOptions options;
  private final NewSegment newSegment;
  private final DiskReserve reserve;
  private final Clock clock;
  private final UUID id;
  private final NavigableMap<Long, Segment> segments;
  private final Runnable grown;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private Optional<SegmentWriter> current = Optional.empty();
  private long lastEntry;
  private volatile long lastSequence;
  private final LongAdder commits = new LongAdder();

  /** Goes on after what was recovered; {@code grown} is run whenever more is durable. */
  JournalWriter(
      JournalOptions options,
      NewSegment newSegment,
      Clock clock,
      UUID id,
      NavigableMap<Long, Segment> segments,
      JournalRecovery.Recovered recovered,
      Runnable grown) {
    this.options = options;
    this.newSegment = newSegment;
    this.reserve = new DiskReserve(newSegment, options.reserveBytes());
    this.clock = clock;
    this.id = id;
    this.segments = segments;
    this.lastEntry = recovered.lastEntry();
    this.lastSequence = recovered.lastSequence();
    this.grown = grown;
  }

  /** Of the last durable record; for any thread. */
  long lastSequence() {
    return lastSequence;
  }

  /** How many groups of entries were forced to disk; for any thread. */
  long commits() {
    return commits.sum();
  }

  /** Writes a batch, forces it, and completes each of its tasks in one way or the other. */
  void commit(List<Task> batch) {
    List<Written> written = new ArrayList<>(batch.size());
    try {
      if (batch.getFirst().ends()) {
        endSegment(batch.getFirst());
        return;
      }
      List<Task> fitting = fitting(batch);
      if (fitting.isEmpty()) {
        return;
      }
      SegmentWriter writer = segmentForBatch();
      for (Task task : fitting) {
        write(writer, task, written);
      }
      if (!written.isEmpty()) {
        makeRoom(writer);
        writer.force();
        commits.increment();
        publish(writer, written);
      }
    } catch (IOException | RuntimeException | Error e) {
      abandon();
      batch.forEach(task -> task.durable().completeExceptionally(e));
    }
  }

  /** What the disk has room for; the rest of the batch is refused. */
  private List<Task> fitting(List<Task> batch) throws IOException {
    List<Task> fitting = new ArrayList<>(batch.size());
    reserve.measure(current.map(SegmentWriter::room).orElse(0L));
    for (Task task : batch) {
      try {
        reserve.take(task.content().type(), task.content().length() + Frame.HEAD + Frame.TAIL);
        fitting.add(task);
      } catch (DiskReserveReached e) {
        task.durable().completeExceptionally(e);
      }
    }
    return fitting;
  }

  private void write(SegmentWriter writer, Task task, List<Written> written) throws IOException {
    long offset = writer.length();
    boolean record = task.content().type() == EntryType.RECORD;
    Appended appended =
        new Appended(
            new JournalPosition(writer.header().segment(), offset),
            lastEntry + 1 + written.size(),
            sequenceBefore(written) + (record ? 1 : 0));
    try {
      writer.put(task.content(), appended.number(), appended.sequence(), task.crc());
    } catch (SegmentWriter.UnreadableBody e) {
      writer.rollback(offset);
      task.durable().completeExceptionally(e);
      return;
    }
    written.add(new Written(task, appended));
  }

  /** Forced together with the few entries before it; where many share a force it costs more. */
  private void makeRoom(SegmentWriter writer) throws IOException {
    long room = Math.min(ROOM, options.segmentBytes() - writer.length());
    boolean few = writer.length() - writer.durable() <= FEW_BYTES;
    if (few && room > 0 && writer.room() == 0 && reserve.spares(room)) {
      writer.makeRoom(ZEROS.slice(0, (int) room));
    }
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
      entry.task().durable().complete(entry.appended());
    }
  }

  private void lengthen(SegmentWriter writer) {
    segments.computeIfPresent(
        writer.header().segment(), (_, segment) -> segment.upTo(writer.durable()));
    grown.run();
  }

  private SegmentWriter segmentForBatch() throws IOException {
    if (current.isPresent() && current.get().length() >= options.segmentBytes()) {
      seal(current.get());
      current = Optional.empty();
    }
    if (current.isEmpty()) {
      current = Optional.of(begin());
    }
    return current.get();
  }

  private void endSegment(Task task) throws IOException {
    if (current.isPresent() && current.get().length() > SegmentHeader.LENGTH) {
      seal(current.get());
      current = Optional.empty();
    }
    if (current.isEmpty()) {
      current = Optional.of(begin());
    }
    long segment = current.get().header().segment();
    JournalPosition here = new JournalPosition(segment, current.get().durable());
    task.durable().complete(new Appended(here, lastEntry, lastSequence));
  }

  private SegmentWriter begin() throws IOException {
    long number = segments.isEmpty() ? 1 : segments.lastKey() + 1;
    long previousLength = segments.isEmpty() ? 0 : segments.lastEntry().getValue().end();
    SegmentHeader header =
        SegmentHeader.of(id, number, lastEntry + 1, lastSequence, previousLength, clock.instant());
    SegmentWriter writer = newSegment.begin(header, buffer);
    Path file = Segment.file(newSegment.directory(), number);
    segments.put(number, new Segment(file, writer.header(), SegmentHeader.LENGTH));
    uncacheBefore(number);
    return writer;
  }

  private void uncacheBefore(long number) {
    Segment old = segments.get(number - Math.ceilDiv(CACHED_BYTES, options.segmentBytes()));
    if (old != null) {
      newSegment.files().uncache(old.file());
    }
  }

  private void seal(SegmentWriter writer) throws IOException {
    CRC32C empty = new CRC32C();
    writer.put(EntryContent.of(EntryType.SEAL, new byte[0]), lastEntry + 1, lastSequence, empty);
    writer.cutRoom();
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
      writer.cutToDurable();
    } catch (IOException e) {
      // The header of the next segment says where this one ends.
    }
  }

  /** Ends the current segment in good order; call when nothing is committed any more. */
  @Override
  public void close() throws IOException {
    if (current.isEmpty()) {
      return;
    }
    try {
      seal(current.get());
      current = Optional.empty();
    } catch (IOException e) {
      abandon();
      throw e;
    }
  }
}
