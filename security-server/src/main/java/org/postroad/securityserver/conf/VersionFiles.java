// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * A directory of {@link VersionDocument}s, {@code 7.version} being the seventh. A document gets
 * this name when all of it is on the disk, so whenever a process or machine stops, a version is
 * there or it is not. Only the owner can read them.
 */
record VersionFiles(Path directory) {
  private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,17})\\.version");
  private static final String UNFINISHED = ".unfinished";

  /** More than the longest first line: reasons have at most 2,000 characters, escaped or not. */
  private static final int HEAD_BYTES = 16 << 10;

  /** Deletes what a process that was killed has begun to write. */
  void tidy() throws IOException {
    for (Path file : all()) {
      if (file.getFileName().toString().endsWith(UNFINISHED)) {
        Files.delete(file);
      }
    }
  }

  /** The numbers of the versions that are there. */
  NavigableSet<Long> numbers() throws IOException {
    NavigableSet<Long> numbers = new TreeSet<>();
    for (Path file : all()) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        numbers.add(Long.parseLong(name.group(1)));
      }
    }
    return numbers;
  }

  private List<Path> all() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var found = Files.newDirectoryStream(directory)) {
      found.forEach(files::add);
    }
    return files;
  }

  /** Durable when it returns; there must be no version of this number. */
  void write(ServerConfigurationStore.Saved saved) throws IOException {
    Path written =
        Files.createTempFile(
            directory,
            String.valueOf(saved.version().number()),
            UNFINISHED,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        ByteBuffer document = ByteBuffer.wrap(VersionDocument.write(saved));
        while (document.hasRemaining()) {
          channel.write(document);
        }
        channel.force(true);
      }
      Files.move(written, file(saved.version().number()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /**
   * One version; nothing if none of that number is there.
   *
   * @throws Fault {@code malformed_server_conf} when it is damaged
   */
  Optional<ServerConfigurationStore.Saved> read(long number) {
    Path file = file(number);
    return content(file, Integer.MAX_VALUE).map(bytes -> VersionDocument.read(bytes, file));
  }

  /** Which version it is; the rest of the document is not looked at. */
  Optional<ServerConfigurationStore.Version> head(long number) {
    Path file = file(number);
    return content(file, HEAD_BYTES).map(bytes -> VersionDocument.version(bytes, file));
  }

  private static Optional<byte[]> content(Path file, int atMost) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(atMost));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Fault(FaultCode.DATABASE_ERROR, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path file(long number) {
    return directory.resolve(number + ".version");
  }
}
