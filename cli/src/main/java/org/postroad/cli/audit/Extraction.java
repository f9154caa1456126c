// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ZipReader;

/**
 * Writes the files of a container into a new folder named after it.
 *
 * <p>Names are plain relative paths, which the ZIP reader saw to; the folder must not exist yet, so
 * that no link prepared in it can lead elsewhere and no file is replaced (threat 35).
 */
final class Extraction {
  private Extraction() {}

  static void write(byte[] container, Path file, Path into) throws IOException {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    Files.createDirectories(into);
    Path folder = Files.createDirectory(into.resolve(dot > 0 ? name.substring(0, dot) : name));
    for (Map.Entry<String, byte[]> entry :
        ZipReader.files(container, ContainerLimits.DEFAULT).entrySet()) {
      Path target = folder.resolve(entry.getKey()).normalize();
      if (!target.startsWith(folder.normalize())) {
        throw new IOException("entry " + entry.getKey() + " would leave " + folder);
      }
      Files.createDirectories(target.getParent());
      Files.write(
          target, entry.getValue(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
  }
}
