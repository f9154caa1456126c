// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Operational records in files of lines, each named by the second of its first line. Seconds never
 * go back from line to line, even when the clock does, so that a span of time is found by halving.
 * Records are not forced to disk: a power failure may take the last ones, which is what monitoring
 * can bear.
 *
 * <p>Threads: one writes; readers come at any time and see whole lines only.
 */
final class RecordFiles implements AutoCloseable {
  private static final Duration SPAN = Duration.ofHours(1);
  private static final long LARGEST = 64L << 20;

  private final RecordFolder folder;
  private final ReentrantLock writing = new ReentrantLock();

  @GuardedBy("writing")
  private RecordFile current;

  @GuardedBy("writing")
  private FileChannel channel;

  @GuardedBy("writing")
  private long last;

  private RecordFiles(RecordFolder folder, RecordFile current, long last) throws IOException {
    this.folder = folder;
    this.current = current;
    this.channel = appending(current);
    this.last = last;
  }

  /** Opens the newest file behind its last whole line, or begins the first. */
  static RecordFiles open(Path directory, Instant now) throws IOException {
    RecordFolder folder = RecordFolder.in(directory);
    List<RecordFile> files = folder.files();
    if (files.isEmpty()) {
      return new RecordFiles(folder, folder.file(now.getEpochSecond()), now.getEpochSecond());
    }
    RecordFile newest = files.getLast();
    newest.cutTornLine();
    return new RecordFiles(folder, newest, newest.lastSecond());
  }

  /** All of them get the same second (G-012). */
  void append(List<OperationalRecord> records, Instant now) throws IOException {
    writing.lock();
    try {
      last = Math.max(last, now.getEpochSecond());
      if (last - current.firstSecond() >= SPAN.toSeconds() || channel.size() >= LARGEST) {
        begin(last);
      }
      var out = new ByteArrayOutputStream(1024 * records.size());
      for (OperationalRecord record : records) {
        out.writeBytes(RecordJson.line(record, last));
      }
      ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } finally {
      writing.unlock();
    }
  }

  /** A second has one file at most: what comes in the same second goes where the first went. */
  @GuardedBy("writing")
  private void begin(long second) throws IOException {
    if (second > current.firstSecond()) {
      channel.close();
      current = folder.file(second);
      channel = appending(current);
    }
  }

  private static FileChannel appending(RecordFile file) throws IOException {
    return FileChannel.open(file.path(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Hands out the records of a span of seconds, both included, in the order of their arrival. */
  void read(long from, long to, RecordFile.Reader reader) throws IOException {
    List<RecordFile> files = folder.files();
    for (int i = 0; i < files.size(); i++) {
      boolean endsBefore = i + 1 < files.size() && files.get(i + 1).firstSecond() < from;
      boolean goesOn =
          endsBefore || files.get(i).firstSecond() > to || files.get(i).read(from, to, reader);
      if (!goesOn) {
        return;
      }
    }
  }

  /** Deletes files all of whose records are older (G-013). */
  void deleteBefore(Instant limit) throws IOException {
    List<RecordFile> files = folder.files();
    for (int i = 0; i + 1 < files.size(); i++) {
      if (files.get(i + 1).firstSecond() <= limit.getEpochSecond()) {
        Files.deleteIfExists(files.get(i).path());
      }
    }
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      channel.close();
    } finally {
      writing.unlock();
    }
  }
}
