// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is served under which path: {@code /internalconf} and {@code /externalconf} in the version
 * asked for, parts as {@code /V<N>/<stamp>/<file>}, and the description of the management services,
 * {@code /managementservices.wsdl}, where it lies beside them (A31). A configuration proxy has
 * directories {@code /PROXY/conf} and parts below {@code /PROXY/MILLIS/}. Nothing else exists, so
 * there is nothing to traverse (A20, A24).
 */
final class PublishedFiles {
  private static final int DEFAULT_VERSION = 2;
  private static final String SERVICE_DESCRIPTION = "managementservices.wsdl";
  private static final int MOST_SEGMENTS = 10;
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
    if (name.equals(SERVICE_DESCRIPTION)) {
      return part(root.resolve(SERVICE_DESCRIPTION));
    }
    String[] segments = name.split("/", -1);
    if (segments.length <= 2) {
      return directories.find(name, version(query)).map(Directory::new);
    }
    if (isOfProxy(segments)) {
      return part(below(root, segments));
    }
    boolean part =
        segments.length == 3
            && isVersion(segments[0])
            && segments[1].length() == STAMP_DIGITS
            && isNumber(segments[1])
            && isFileName(segments[2]);
    if (!part) {
      return Optional.empty();
    }
    return part(root.resolve(segments[0]).resolve(segments[1]).resolve(segments[2]));
  }

  /** {@code PROXY/MILLIS/INSTANCE/…}, what a configuration proxy serves (A110). */
  private static boolean isOfProxy(String[] segments) {
    return segments.length >= 4
        && segments.length <= MOST_SEGMENTS
        && isNumber(segments[1])
        && Stream.of(segments).allMatch(PublishedFiles::isFileName);
  }

  private static Path below(Path root, String[] segments) {
    Path file = root;
    for (String segment : segments) {
      file = file.resolve(segment);
    }
    return file;
  }

  private static Optional<Resource> part(Path file) {
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
