// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Writes a journal in one thread as fast as the disk takes it, for logs of a size that nobody could
 * wait for otherwise. What is written is what {@link Journal} writes, but nothing is forced: that
 * it would survive a power cut is announced and not so.
 */
public final class BulkJournal implements Closeable {
  private static final int BUFFER = 1 << 20;
  private static final long GROUP = 1 << 20;

  private final Path directory;
  private final UUID id;
  private final long segmentBytes;
  private final Instant created;
  private final JournalFiles files = JournalFiles.disk();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private Optional<SegmentWriter> current = Optional.empty();
  private long segment;
  private long previousLength;
  private long lastEntry;
  private long lastSequence;

  /** A new journal in a directory that has none. */
  public BulkJournal(Path directory, UUID id, long segmentBytes, Instant created)
      throws IOException {
    this.directory = Files.createDirectories(directory);
    this.id = id;
    this.segmentBytes = segmentBytes;
    this.created = created;
  }

  /** Gives the record sequence of the entry. */
  public long append(EntryContent content) throws IOException {
    if (current.isPresent() && current.get().length() >= segmentBytes) {
      seal(current.get());
    }
    if (current.isEmpty()) {
      current = Optional.of(begin());
    }
    SegmentWriter writer = current.get();
    if (content.type() == EntryType.RECORD || content.type() == EntryType.PRUNED) {
      lastSequence++;
    }
    lastEntry++;
    writer.put(content, lastEntry, lastSequence, content.checksum());
    if (writer.length() - writer.durable() >= GROUP) {
      writer.force();
    }
    return lastSequence;
  }

  private SegmentWriter begin() throws IOException {
    segment++;
    SegmentHeader header =
        SegmentHeader.of(id, segment, lastEntry + 1, lastSequence, previousLength, created);
    JournalFiles.Output file = new Unforced(files.create(Segment.file(directory, segment)));
    file.write(header.encoded(), 0);
    return new SegmentWriter(file, header, Optional.empty(), buffer);
  }

  private void seal(SegmentWriter writer) throws IOException {
    lastEntry++;
    writer.put(EntryContent.of(EntryType.SEAL, new byte[0]), lastEntry, lastSequence, new CRC32C());
    writer.force();
    previousLength = writer.length();
    writer.close();
    current = Optional.empty();
  }

  /** Ends the journal in good order. */
  @Override
  public void close() throws IOException {
    if (current.isPresent()) {
      seal(current.get());
    }
  }

  /** A file whose writer does not wait for the disk. */
  private static final class Unforced extends PassedOnFiles.PassedOnFile {
    Unforced(JournalFiles.Output file) {
      super(file);
    }

    @Override
    public void force() {
      // Nobody pulls the plug of a test.
    }
  }
}
