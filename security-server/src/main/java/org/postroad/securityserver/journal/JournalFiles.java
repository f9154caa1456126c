// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations on files that change the journal. A wall of its own because durability is proved
 * by letting each of them fail in turn, and by replaying every state a power cut can leave behind.
 */
public interface JournalFiles {

  /** One file that is only ever written at its end, or over zeros that were written there. */
  interface Output extends Closeable {
    /** Writes all of {@code bytes} at {@code position}. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /** Returns once everything written so far survives a power cut. */
    void force() throws IOException;

    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** A new file; refuses one that exists. */
  Output create(Path file) throws IOException;

  /** An existing file, to cut its tail. */
  Output open(Path file) throws IOException;

  void rename(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;

  /** Makes the names in {@code directory} durable. */
  void forceDirectory(Path directory) throws IOException;

  /** Bytes that can still be written to the disk of {@code directory}. */
  long usableBytes(Path directory) throws IOException;

  /**
   * Says that a file is hardly read any more, so that the memory which the operating system keeps
   * it in serves what is written next (decision 0073). Returns at once.
   */
  default void uncache(Path file) {}

  /** The real disk. */
  static JournalFiles disk() {
    return new Disk();
  }

  /** Files of the operating system; data are forced without the file's own dates (fdatasync). */
  final class Disk implements JournalFiles {
    private static final Logger log = LoggerFactory.getLogger(Disk.class);

    private Disk() {}

    @Override
    public Output create(Path file) throws IOException {
      return new DiskFile(
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public Output open(Path file) throws IOException {
      return new DiskFile(FileChannel.open(file, StandardOpenOption.WRITE));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
      Files.deleteIfExists(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
      // A FileStore would read the table of mounts each time.
      return directory.toFile().getUsableSpace();
    }

    @Override
    public void uncache(Path file) {
      if (PageCache.isKnown()) {
        Thread.ofPlatform().daemon().name("postroad-journal-cache").start(() -> drop(file));
      }
    }

    private static void drop(Path file) {
      try {
        PageCache.drop(file);
      } catch (IOException e) {
        log.debug("the page cache keeps {}", file, e);
      }
    }
  }

  /** One file on the real disk. */
  final class DiskFile implements Output {
    private final FileChannel channel;

    private DiskFile(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long length) throws IOException {
      channel.truncate(length);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
