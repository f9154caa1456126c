// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows under headings, in columns as wide as their widest cell. Cells are text from anywhere: they
 * are made {@link Printable} here.
 */
public final class Table {

  private static final String GAP = "  ";

  private final int columns;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(int columns) {
    this.columns = columns;
  }

  public static Table of(String... headings) {
    return new Table(headings.length).row((Object[]) headings);
  }

  /** Adds a row, which must have one cell for each heading. */
  public Table row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells under " + columns + " headings");
    }
    rows.add(List.of(cells).stream().map(cell -> Printable.escape(cell.toString())).toList());
    return this;
  }

  /** Prints the headings and all rows; no line ends in a space. */
  public void print(PrintWriter out) {
    int[] widths = IntStream.range(0, columns).map(this::widthOf).toArray();
    rows.forEach(row -> out.println(line(row, widths)));
  }

  /** Prints the same as a table of Markdown. */
  public void printMarkdown(PrintWriter out) {
    for (int row = 0; row < rows.size(); row++) {
      out.println(markdown(rows.get(row)));
      if (row == 0) {
        out.println("|" + "---|".repeat(columns));
      }
    }
  }

  private static String markdown(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private int widthOf(int column) {
    return rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      line.append(cell).repeat(' ', widths[column] - width(cell)).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
