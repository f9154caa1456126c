// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.postroad.protocol.transparency.WitnessStore;
import org.postroad.securityserver.journal.JournalFiles;

/**
 * One file for each content. A new content is written beside the former one, forced, put in its
 * place by renaming, and the directory forced; so there is one or the other whatever happens. What
 * was only half written goes at the next opening. A lock keeps every other witness off.
 */
final class WitnessDirectory implements WitnessStore, Closeable {
  private static final String LOCK = "witness.lock";
  private static final String NEXT = ".next";

  private final Path directory;
  private final JournalFiles files;
  private final FileChannel lock;
  private final AtomicLong writes = new AtomicLong();

  private WitnessDirectory(Path directory, JournalFiles files, FileChannel lock) {
    this.directory = directory;
    this.files = files;
    this.lock = lock;
  }

  /** Opens a directory, which is made if it is not there. */
  static WitnessDirectory open(Path directory) throws IOException {
    return open(directory, JournalFiles.disk());
  }

  static WitnessDirectory open(Path directory, JournalFiles files) throws IOException {
    Files.createDirectories(directory);
    FileChannel lock = lock(directory.resolve(LOCK));
    WitnessDirectory opened = new WitnessDirectory(directory, files, lock);
    try {
      opened.clear();
      return opened;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(file + ": this process is a witness with this directory already", e);
    }
    channel.close();
    throw new IOException(file + ": another process is a witness with this directory");
  }

  private void clear() throws IOException {
    for (String name : all()) {
      if (name.endsWith(NEXT)) {
        files.delete(directory.resolve(name));
      }
    }
    files.forceDirectory(directory);
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(directory.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    Path next = directory.resolve(name + "." + writes.incrementAndGet() + NEXT);
    try (JournalFiles.Output out = files.create(next)) {
      out.write(ByteBuffer.wrap(content), 0);
      out.force();
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw e;
    }
    files.rename(next, directory.resolve(name));
    files.forceDirectory(directory);
  }

  @Override
  public List<String> names() throws IOException {
    return all().stream().filter(name -> !name.equals(LOCK) && !name.endsWith(NEXT)).toList();
  }

  private List<String> all() throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
