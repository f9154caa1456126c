// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.protocol.globalconf.ConfigurationFiles;
import org.postroad.protocol.globalconf.ConfigurationVersion;
import org.postroad.protocol.globalconf.PartMetadata;

/**
 * Stage: keeps what was published last in the layout that servers store it in, for programs beside
 * the registry that read configuration from disk (A103): {@code instance-identifier}, a folder with
 * the parts and their metadata, and {@code files}, a list of all of them. Each file is replaced by
 * an atomic rename.
 */
final class LocalCopy {
  private static final String FILES = "files";
  private static final Optional<String> IDENTIFIER = Optional.of("DUMMY");

  private final Path folder;

  LocalCopy(Path folder) {
    this.folder = folder;
  }

  void apply(Signed signed) {
    String instance = signed.rendered().snapshot().membership().instance();
    Path parts = folder.resolve(ConfigurationFiles.folder(instance));
    var files = new TreeMap<Path, byte[]>();
    String newest = "V" + ConfigurationVersion.NEWEST + "/";
    for (Map.Entry<String, byte[]> part : signed.parts().entrySet()) {
      if (part.getKey().startsWith(newest)) {
        String name = part.getKey().substring(part.getKey().lastIndexOf('/') + 1);
        files.put(parts.resolve(name), part.getValue());
        files.put(parts.resolve(name + PartMetadata.SUFFIX), metadata(signed, instance, name));
      }
    }
    try {
      Files.createDirectories(parts);
      write(folder.resolve(ConfigurationFiles.INSTANCE_FILE), bytes(instance));
      for (Map.Entry<Path, byte[]> file : files.entrySet()) {
        write(file.getKey(), file.getValue());
      }
      write(folder.resolve(FILES), bytes(list(files)));
      deleteOthers(parts, files);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot keep the configuration in " + folder, failure);
    }
  }

  private static byte[] metadata(Signed signed, String instance, String name) {
    return new PartMetadata(
            IDENTIFIER,
            Optional.of(instance),
            Optional.of(signed.expires()),
            Optional.of(name),
            Optional.empty(),
            ConfigurationVersion.NEWEST)
        .toJson();
  }

  private static String list(Map<Path, byte[]> files) {
    return files.keySet().stream()
        .map(file -> file.toAbsolutePath().toString())
        .filter(name -> !name.endsWith(PartMetadata.SUFFIX))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path next = file.resolveSibling("." + file.getFileName() + ".next");
    Files.write(next, content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void deleteOthers(Path parts, Map<Path, byte[]> files) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(parts)) {
      all.filter(file -> !files.containsKey(file)).forEach(found::add);
    }
    for (Path other : found) {
      Files.deleteIfExists(other);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
