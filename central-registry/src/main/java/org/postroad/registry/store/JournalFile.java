// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A journal as a file of lines, each forced to the disk before the next is begun; so a crash can
 * leave nothing worse than an unfinished line at the end. Not thread-safe.
 */
final class JournalFile implements AutoCloseable {
  private final FileChannel channel;
  private final List<StoredEntry> found;
  private final long whole;
  private final boolean damaged;

  /**
   * @param whole the bytes that hold entries in their order
   * @param damaged whether there is more behind them than one unfinished line
   */
  private JournalFile(FileChannel channel, List<StoredEntry> found, long whole, boolean damaged) {
    this.channel = channel;
    this.found = List.copyOf(found);
    this.whole = whole;
    this.damaged = damaged;
  }

  /** Opens or creates the file, for its owner alone, and reads it; changes nothing in it. */
  static JournalFile open(Path file, String instance) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      forceDirectory(file);
      return read(channel, instance);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  private static JournalFile read(FileChannel channel, String instance) throws IOException {
    var found = new ArrayList<StoredEntry>();
    JournalPosition last = JournalPosition.beginning(instance);
    long whole = 0;
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(0)), 1 << 16);
    Optional<byte[]> line = line(in);
    while (line.isPresent()) {
      Optional<StoredEntry> entry =
          StoredEntry.parse(new String(line.get(), StandardCharsets.UTF_8));
      if (entry.isEmpty() || !entry.get().follows(last)) {
        return new JournalFile(channel, found, whole, true);
      }
      found.add(entry.get());
      last = entry.get().position();
      whole += line.get().length + 1L;
      line = line(in);
    }
    return new JournalFile(channel, found, whole, false);
  }

  /** The next line that is finished. */
  private static Optional<byte[]> line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toByteArray());
      }
      line.write(b);
    }
    return Optional.empty();
  }

  /** The entries at the beginning of the file that are as they were written. */
  List<StoredEntry> found() {
    return found;
  }

  /** Whether finished lines behind those were altered or are not of this journal. */
  boolean isDamaged() {
    return damaged;
  }

  /** Cuts off what is behind the entries that were found; the next one goes there. */
  void cut() throws IOException {
    channel.truncate(whole).position(whole);
    channel.force(true);
  }

  /** Writes a line and forces it to the disk. */
  void append(StoredEntry entry) throws IOException {
    ByteBuffer line = StandardCharsets.UTF_8.encode(entry.line() + "\n");
    while (line.hasRemaining()) {
      channel.write(line);
    }
    channel.force(false);
  }

  private static void forceDirectory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
