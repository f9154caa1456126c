// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of prose with tables that a program writes, each between its own two lines:
 *
 * <pre>{@code
 * <!-- figures: targets -->
 * | ...
 * <!-- end of figures -->
 * }</pre>
 */
final class FiguresPage {

  private static final String END = "<!-- end of figures -->";

  private final Path file;
  private String text;

  private FiguresPage(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  static FiguresPage read(Path file) throws IOException {
    return new FiguresPage(file, Files.readString(file, StandardCharsets.UTF_8));
  }

  /**
   * Replaces what stands under this name.
   *
   * @throws IllegalArgumentException when the page has no such place
   */
  void put(String name, String figures) {
    String begin = "<!-- figures: " + name + " -->\n";
    int from = text.indexOf(begin);
    int to = from < 0 ? -1 : text.indexOf(END, from);
    if (to < 0) {
      throw new IllegalArgumentException(file + " has no place for the figures '" + name + "'");
    }
    text = text.substring(0, from + begin.length()) + figures.strip() + "\n" + text.substring(to);
  }

  String text() {
    return text;
  }

  void write() throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
