// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What an entry may be called: short, printable ASCII, relative, and different from every other
 * name even where case does not count; no name is a file here and a folder there.
 *
 * <p>Containers of X-Road need no more, and no name that could leave a folder or be read in two
 * ways gets past this point (threats 34 and 35).
 */
final class ZipNames {
  private static final int MAX_LENGTH = 255;
  private static final String FORBIDDEN = "\\:*?\"<>|";

  /** Whole names and the folders above them, in lower case. */
  private final Set<String> entries = new HashSet<>();

  private final Set<String> folders = new HashSet<>();

  /** True for the name of a folder, which is nothing but a name. */
  static boolean isFolder(String name) {
    return name.endsWith("/");
  }

  void add(String name) {
    check(name);
    String folded = name.toLowerCase(Locale.ROOT);
    for (int slash = folded.indexOf('/'); slash >= 0; slash = folded.indexOf('/', slash + 1)) {
      folders.add(folded.substring(0, slash));
      if (entries.contains(folded.substring(0, slash))) {
        throw ZipBytes.refuse("a file and a folder have the name " + folded.substring(0, slash));
      }
    }
    if (!entries.add(folded) || folders.contains(folded)) {
      throw ZipBytes.refuse("entry " + name + " occurs twice");
    }
  }

  private static void check(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw ZipBytes.refuse(
          "an entry name has " + name.length() + " characters, expected 1 to 255");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < 0x20 || c > 0x7e || FORBIDDEN.indexOf(c) >= 0) {
        throw ZipBytes.refuse(
            "an entry name has the byte 0x" + Integer.toHexString(c) + " at position " + i);
      }
    }
    String path = isFolder(name) ? name.substring(0, name.length() - 1) : name;
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty()
          || segment.endsWith(".")
          || segment.endsWith(" ")
          || segment.startsWith(" ")) {
        throw ZipBytes.refuse("entry name '" + name + "' is not a plain relative path");
      }
    }
  }
}
