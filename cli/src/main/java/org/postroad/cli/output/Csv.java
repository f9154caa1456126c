// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Rows as comma-separated values (RFC 4180), the headings first, written as they come. Cells are
 * text from anywhere: they are made {@link Printable}, and what a spreadsheet would run as a
 * formula gets an apostrophe in front (threat 39).
 */
public final class Csv {

  private static final String FORMULA = "=+-@";

  private final PrintWriter out;
  private final int columns;

  public Csv(PrintWriter out, String... headings) {
    this.out = out;
    this.columns = headings.length;
    row((Object[]) headings);
  }

  /** Writes a row, which must have one cell for each heading. */
  public void row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells under " + columns + " headings");
    }
    out.print(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n")));
  }

  private static String cell(Object value) {
    String text = Printable.escape(value.toString());
    boolean number = value instanceof Number;
    if (!number && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
