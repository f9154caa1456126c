// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * By what a change of key files is told without reading them: each file's time, size and place on
 * the disk. Whoever replaces a file as a whole changes the last of these, whatever time it gives
 * the file.
 */
record KeyFiles(Map<String, State> states) {

  record State(FileTime modified, long size, Optional<Object> place) {}

  KeyFiles {
    states = Map.copyOf(states);
  }

  static KeyFiles of(Path certificates, Path... others) throws IOException {
    Map<String, State> states = new TreeMap<>();
    for (Path file : others) {
      if (Files.exists(file)) {
        states.put(file.toString(), state(file));
      }
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(certificates, "*.der")) {
      for (Path file : files) {
        states.put(file.toString(), state(file));
      }
    }
    return new KeyFiles(states);
  }

  private static State state(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new State(
        attributes.lastModifiedTime(),
        attributes.size(),
        Optional.ofNullable(attributes.fileKey()));
  }
}
