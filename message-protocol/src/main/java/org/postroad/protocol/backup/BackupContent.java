// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ZipReader;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * What a backup holds: files by their path, and whose they are. As bytes it is a ZIP file whose
 * entry {@code origin} says whose, and whose others lie below {@code files/}:
 *
 * <pre>
 * origin          registry DEV node_0
 * files/token.p12
 * </pre>
 *
 * @param origin whose backup it is, which must be the same where it is restored
 */
public record BackupContent(String origin, Map<String, byte[]> files) {
  private static final String ORIGIN = "origin";
  private static final String FILES = "files/";
  private static final int LONGEST_ORIGIN = 1024;
  private static final ContainerLimits LIMITS = new ContainerLimits(1 << 30, 10_000, 1 << 30);
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  public BackupContent {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    if (origin.isBlank() || origin.length() > LONGEST_ORIGIN / 4) {
      throw new IllegalArgumentException("a backup is of somebody: '" + origin + "'");
    }
    files.keySet().forEach(BackupContent::requireInside);
  }

  /** No file of a backup can land outside the directory it is restored into. */
  private static void requireInside(String path) {
    boolean inside =
        path.matches("[\\w.,@+ /-]+")
            && Arrays.stream(path.split("/", -1)).noneMatch(BackupContent::leadsAway);
    if (!inside) {
      throw new IllegalArgumentException("a backup cannot have a file '" + path + "'");
    }
  }

  private static boolean leadsAway(String name) {
    return name.isBlank() || name.equals(".") || name.equals("..");
  }

  byte[] toZip() {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      add(zip, ORIGIN, origin.getBytes(UTF_8));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        add(zip, FILES + file.getKey(), file.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("a backup in memory", impossible);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  static BackupContent parse(byte[] bytes) {
    try {
      Map<String, byte[]> entries = ZipReader.files(bytes, LIMITS);
      byte[] origin = entries.remove(ORIGIN);
      if (origin == null) {
        throw new IllegalArgumentException("it does not say whose it is");
      }
      return new BackupContent(new String(origin, UTF_8), files(entries));
    } catch (Fault | IllegalArgumentException refused) {
      throw new Fault(
          FaultCode.INVALID_REQUEST, "This is no backup: " + refused.getMessage(), refused);
    }
  }

  private static Map<String, byte[]> files(Map<String, byte[]> entries) {
    var files = new TreeMap<String, byte[]>();
    entries.forEach((name, content) -> {
      if (!name.startsWith(FILES)) {
        throw new IllegalArgumentException("it cannot have an entry " + name);
      }
      files.put(name.substring(FILES.length()), content);
    });
    return files;
  }
}
