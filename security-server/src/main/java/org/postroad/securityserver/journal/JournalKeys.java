// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The master keys of a journal, oldest first. New segments are encrypted under the last one; the
 * others only open what is there. Without any key new segments are not encrypted.
 */
public record JournalKeys(List<MasterKey> keys) {

  public static final JournalKeys NONE = new JournalKeys(List.of());

  public JournalKeys {
    keys = List.copyOf(keys);
  }

  /**
   * The key files of a directory in the order of their names, see {@link FileKey}; none when there
   * is no such directory.
   */
  public static JournalKeys read(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return NONE;
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + FileKey.ENDING)) {
      found.forEach(files::add);
    }
    files.sort(Comparator.comparing(file -> file.getFileName().toString()));
    List<MasterKey> keys = new ArrayList<>();
    for (Path file : files) {
      keys.add(FileKey.read(file));
    }
    return new JournalKeys(keys);
  }

  /**
   * The key files in {@code ../keys/log} of a log: where a server keeps them. None when they are
   * not there or not for this user to read.
   */
  public static JournalKeys beside(Path log) throws IOException {
    Path directory = log.toAbsolutePath().normalize().resolveSibling(Path.of("keys", "log"));
    try {
      return read(directory);
    } catch (AccessDeniedException e) {
      return NONE;
    }
  }

  /** The key for new segments. */
  Optional<MasterKey> current() {
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys.getLast());
  }

  MasterKey named(byte[] id) throws IOException {
    for (MasterKey key : keys) {
      if (Arrays.equals(key.id(), id)) {
        return key;
      }
    }
    throw new IOException(
        "encrypted under log key %s, and the keys at hand are %s"
            .formatted(
                HexFormat.of().formatHex(id), keys.stream().map(JournalKeys::text).toList()));
  }

  private static String text(MasterKey key) {
    return key.name() + " (" + HexFormat.of().formatHex(key.id()) + ")";
  }
}
