// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is served under which path: {@code /internalconf} and {@code /externalconf} in the version
 * asked for, and parts as {@code /V<N>/<stamp>/<file>}. Nothing else exists, so there is nothing to
 * traverse (A20, A24).
 */
final class PublishedFiles {
  private static final int DEFAULT_VERSION = 2;
  private static final int STAMP_DIGITS = 23;

  private final DirectoryLookup directories;
  private final Path root;

  PublishedFiles(DirectoryLookup directories, Path root) {
    this.directories = directories;
    this.root = root;
  }

  /** Something to send. */
  sealed interface Resource permits Directory, Part {}

  /** A signed directory, always to be asked for again. */
  record Directory(byte[] bytes) implements Resource {}

  /** A part, which never changes under its path. */
  record Part(Path file) implements Resource {}

  Optional<Resource> find(String path, String query) {
    String name = path.substring(1);
    if (name.indexOf('/') < 0) {
      return directories.find(name, version(query)).map(Directory::new);
    }
    String[] segments = name.split("/", -1);
    boolean part =
        segments.length == 3
            && isVersion(segments[0])
            && segments[1].length() == STAMP_DIGITS
            && isNumber(segments[1])
            && isFileName(segments[2]);
    if (!part) {
      return Optional.empty();
    }
    Path file = root.resolve(segments[0]).resolve(segments[1]).resolve(segments[2]);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(new Part(file))
        : Optional.empty();
  }

  /** The number of the first {@code version=<digits>}; 2 without one. */
  static int version(String query) {
    for (String parameter : query.split("&", -1)) {
      String digits = parameter.startsWith("version=") ? parameter.substring(8) : "";
      if (isNumber(digits)) {
        return digits.length() <= 4 ? Integer.parseInt(digits) : Integer.MAX_VALUE;
      }
    }
    return DEFAULT_VERSION;
  }

  private static boolean isVersion(String segment) {
    return segment.length() >= 2
        && segment.length() <= 4
        && segment.charAt(0) == 'V'
        && isNumber(segment.substring(1));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isFileName(String text) {
    return !text.isEmpty()
        && text.charAt(0) != '.'
        && text.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '-'
                    || c == '_');
  }
}
