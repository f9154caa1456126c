// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postroad.registry.distribution.DirectoryLookup;

/**
 * What a proxy serves: {@code NAME/conf-vN} and the parts they list. A directory takes the place of
 * the one before by an atomic rename; parts that no directory lists any more stay for a while, for
 * clients that are slow (A109, A110).
 */
record ProxyFiles(Path root) implements DirectoryLookup {
  private static final Pattern CONF = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9_.-]*)/conf");
  private static final Pattern MILLIS = Pattern.compile("\\d{1,18}");
  private static final Duration RETENTION = Duration.ofMinutes(10);

  @Override
  public Optional<byte[]> find(String name, int version) {
    var conf = CONF.matcher(name);
    if (!conf.matches()) {
      return Optional.empty();
    }
    Path file = directory(conf.group(1), version);
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + file, failure);
    }
  }

  void publish(String name, int version, SignAgain.Signed signed) throws IOException {
    for (Map.Entry<String, byte[]> part : signed.parts().entrySet()) {
      Path file = root.resolve(part.getKey().substring(1));
      Files.createDirectories(folderOf(file));
      Files.write(file, part.getValue());
    }
    Path file = directory(name, version);
    Path next = file.resolveSibling("." + file.getFileName() + ".next");
    Files.createDirectories(folderOf(file));
    Files.write(next, signed.directory());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes parts made longer ago than anybody may need them. */
  void purge(String name, Duration validity, Instant now) throws IOException {
    Duration kept = validity.compareTo(RETENTION) < 0 ? validity : RETENTION;
    long oldest = now.minus(kept).toEpochMilli();
    Path folder = root.resolve(name);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path generation : all) {
        String millis = String.valueOf(generation.getFileName());
        if (MILLIS.matcher(millis).matches() && Long.parseLong(millis) < oldest) {
          deleteAll(generation);
        }
      }
    }
  }

  private Path directory(String name, int version) {
    return root.resolve(name).resolve("conf-v" + version);
  }

  private static Path folderOf(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(file);
  }

  private static void deleteAll(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
