// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The global configuration on disk. Two slots take turns: the one that is not in use is brought up
 * to date and forced to disk, then the link {@code current} is moved to it in one step, so a reader
 * of {@code current/} (the layout of A100) never sees half of a change.
 *
 * <p>Each slot has its own copy of every file and a list of their digests. A slot in which a single
 * bit differs is not used; the other one, a refresh older, is taken instead.
 */
final class ConfigurationFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFolder.class);
  private static final List<String> SLOTS = List.of("slot-a", "slot-b");
  private static final String CURRENT = "current";
  private static final String DIGESTS = "digests";
  private static final String STATE = "generations.json";
  private static final int MAX_FILES = 10_000;

  private final Path directory;

  ConfigurationFolder(Path directory) {
    this.directory = directory;
  }

  /** What was stored last and is in order; empty when nothing is. */
  StoredConfiguration load(String anchorFingerprint) throws IOException {
    Files.createDirectories(directory);
    for (String slot : newestFirst()) {
      Path folder = directory.resolve(slot);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try {
        Map<String, byte[]> files = read(folder);
        byte[] state = required(files, STATE);
        files.remove(STATE);
        return new StoredConfiguration(files, ConfigurationState.read(state, anchorFingerprint));
      } catch (IOException | Fault e) {
        LOG.error("Stored global configuration in {} is damaged and not used", folder, e);
      }
    }
    return StoredConfiguration.EMPTY;
  }

  private List<String> newestFirst() throws IOException {
    Path link = directory.resolve(CURRENT);
    if (!Files.isSymbolicLink(link)) {
      return SLOTS;
    }
    String current = Files.readSymbolicLink(link).toString();
    List<String> slots = new ArrayList<>(SLOTS);
    slots.sort((a, b) -> Boolean.compare(b.equals(current), a.equals(current)));
    return slots;
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    String list = Files.readString(folder.resolve(DIGESTS), StandardCharsets.UTF_8);
    int lastLine = list.lastIndexOf('\n', list.length() - 2) + 1;
    requireEqual(list.substring(lastLine), line(list.substring(0, lastLine), DIGESTS), DIGESTS);
    Map<String, byte[]> files = new HashMap<>();
    for (String line : list.substring(0, lastLine).split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      String name = line.substring(line.indexOf(' ') + 2);
      byte[] content = Files.readAllBytes(folder.resolve(name));
      requireEqual(line + "\n", line(content, name), name);
      files.put(name, content);
    }
    return files;
  }

  private static void requireEqual(String found, String expected, String name) throws IOException {
    if (!found.equals(expected)) {
      throw new IOException("digest of " + name + " differs");
    }
  }

  private static byte[] required(Map<String, byte[]> files, String name) throws IOException {
    byte[] content = files.get(name);
    if (content == null) {
      throw new IOException("no file " + name);
    }
    return content;
  }

  private static String line(String content, String name) {
    return line(content.getBytes(StandardCharsets.UTF_8), name);
  }

  private static String line(byte[] content, String name) {
    return DigestAlgorithm.SHA256.digest(content).hex() + "  " + name + "\n";
  }

  /** Durable, and in use, when it returns. */
  void save(StoredConfiguration stored, String anchorFingerprint) throws IOException {
    String slot = newestFirst().getLast();
    Path folder = directory.resolve(slot);
    Map<String, byte[]> files = new TreeMap<>(stored.files());
    files.put(STATE, ConfigurationState.write(stored.generations(), anchorFingerprint));
    if (files.size() > MAX_FILES) {
      throw new IOException(files.size() + " files, expected at most " + MAX_FILES);
    }
    deleteOthers(folder, files.keySet());
    StringBuilder digests = new StringBuilder();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      writeIfChanged(folder.resolve(file.getKey()), file.getValue());
      digests.append(line(file.getValue(), file.getKey()));
    }
    digests.append(line(digests.toString(), DIGESTS));
    write(folder.resolve(DIGESTS), digests.toString().getBytes(StandardCharsets.UTF_8));
    forceDirectories(folder);
    switchTo(slot);
  }

  private static void deleteOthers(Path folder, Set<String> wanted) throws IOException {
    Files.createDirectories(folder);
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found = all.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (Path file : found) {
      String name = folder.relativize(file).toString();
      boolean used =
          wanted.contains(name)
              || wanted.stream().anyMatch(each -> each.startsWith(name + "/"))
              || name.isEmpty();
      if (!used) {
        Files.delete(file);
      }
    }
  }

  private static void writeIfChanged(Path file, byte[] content) throws IOException {
    if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
      write(file, content);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void forceDirectories(Path folder) throws IOException {
    List<Path> directories;
    try (Stream<Path> all = Files.walk(folder)) {
      directories = all.filter(Files::isDirectory).toList();
    }
    for (Path each : directories) {
      force(each);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void switchTo(String slot) throws IOException {
    Path next = directory.resolve(CURRENT + ".new");
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, Path.of(slot));
    Files.move(
        next,
        directory.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(directory);
  }
}
