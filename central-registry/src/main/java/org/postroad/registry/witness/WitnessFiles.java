// SPDX-License-Identifier: MIT

package org.postroad.registry.witness;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.postroad.protocol.transparency.WitnessStore;

/**
 * One owner-only file for each content, forced before it takes the place of the former one, and the
 * directory after it. What was only half written goes at the next opening.
 */
final class WitnessFiles implements WitnessStore, Closeable {
  private static final String LOCK = "witness.lock";
  private static final String NEXT = ".next";

  private final Path directory;
  private final FileChannel lock;
  private final AtomicLong writes = new AtomicLong();

  private WitnessFiles(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  static WitnessFiles open(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    WitnessFiles opened = new WitnessFiles(directory, lock(directory.resolve(LOCK)));
    try {
      for (String name : opened.all()) {
        if (name.endsWith(NEXT)) {
          Files.delete(directory.resolve(name));
        }
      }
      opened.forceNames();
      return opened;
    } catch (IOException failure) {
      opened.close();
      throw failure;
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException heldHere) {
      channel.close();
      throw new IOException(file + ": this process is a witness with it already", heldHere);
    }
    channel.close();
    throw new IOException(file + ": another process is a witness with it");
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(directory.resolve(name)));
    } catch (NoSuchFileException nothing) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    Path next = directory.resolve(name + "." + writes.incrementAndGet() + NEXT);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel out =
        FileChannel.open(
            next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    } catch (IOException failure) {
      Files.deleteIfExists(next);
      throw failure;
    }
    Files.move(next, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    forceNames();
  }

  private void forceNames() throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
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
