// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * What a backup holds: files by their path, and whose they are. As bytes it is a ZIP file whose
 * first entry, {@code origin}, says whose, and whose others lie below {@code files/}:
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
  private static final int MOST_FILES = 10_000;
  private static final int MOST_BYTES = 1 << 30;
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
        path.matches("[\\w.,:@+ /-]+")
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
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      ZipEntry first = zip.getNextEntry();
      if (first == null || !first.getName().equals(ORIGIN)) {
        throw new IOException("it does not say whose it is");
      }
      String origin = new String(zip.readNBytes(LONGEST_ORIGIN), UTF_8);
      return new BackupContent(origin, files(zip));
    } catch (IOException | IllegalArgumentException refused) {
      throw new Fault(
          FaultCode.INVALID_REQUEST, "This is no backup: " + refused.getMessage(), refused);
    }
  }

  private static Map<String, byte[]> files(ZipInputStream zip) throws IOException {
    var files = new TreeMap<String, byte[]>();
    int left = MOST_BYTES;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      byte[] content = zip.readNBytes(left);
      left -= content.length;
      if (!entry.getName().startsWith(FILES) || left == 0 || files.size() == MOST_FILES) {
        throw new IOException("it cannot have an entry " + entry.getName());
      }
      if (files.put(entry.getName().substring(FILES.length()), content) != null) {
        throw new IOException("it has " + entry.getName() + " twice");
      }
    }
    return files;
  }
}
