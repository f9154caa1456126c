// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroad.cli.process.BadConfiguration;

/**
 * A dump of the database in plain text, as {@code pg_dump} makes it, the one in a backup of the
 * reference implementation among them:
 *
 * <pre>{@code
 * COPY serverconf.client (id, conf_id, identifier, clientstatus, isauthentication) FROM stdin;
 * 7	1	8	registered	NOSSL
 * \.
 * }</pre>
 *
 * <p>Tables that say nothing are passed over, so that a long history needs no memory.
 */
final class DumpedDatabase {
  private static final Pattern COPY =
      Pattern.compile("COPY (?:\"?[^\".]+\"?\\.)?\"?([^\" .]+)\"? \\(([^)]*)\\) FROM stdin;");
  private static final String END = "\\.";
  private static final String NULL = "\\N";

  private final Path file;
  private final BufferedReader lines;
  private final Map<String, List<Row>> rows = new HashMap<>();

  private DumpedDatabase(Path file, BufferedReader lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * Reads the tables.
   *
   * @throws BadConfiguration for anything that is no whole plain dump of such a database
   */
  static Tables read(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      var dump = new DumpedDatabase(file, lines);
      dump.read();
      return new Tables(dump.rows);
    } catch (CharacterCodingException e) {
      throw notPlain(file, e);
    }
  }

  private static BadConfiguration notPlain(Path file, IOException cause) {
    return new BadConfiguration(
        file
            + " is no dump in plain text: make one of another with"
            + " pg_restore --file=PLAIN.sql DUMP",
        cause);
  }

  private void read() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher begin = COPY.matcher(line);
      if (begin.matches()) {
        table(begin.group(1), columns(begin.group(2)));
      }
    }
    if (rows.isEmpty()) {
      throw notPlain(file, new IOException("no table begins with COPY"));
    }
  }

  private static List<String> columns(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(column -> column.strip().replace("\"", ""))
        .toList();
  }

  private void table(String table, List<String> columns) throws IOException {
    boolean named = Tables.isNamed(table);
    if (named && rows.containsKey(table)) {
      throw new BadConfiguration(file + " has a table " + table + " twice");
    }
    List<Row> found = new ArrayList<>();
    String line = line(table);
    while (!line.equals(END)) {
      if (named) {
        found.add(row(table, columns, line));
      }
      line = line(table);
    }
    if (named) {
      rows.put(table, found);
    }
  }

  private String line(String table) throws IOException {
    return Optional.ofNullable(lines.readLine())
        .orElseThrow(() -> new BadConfiguration(file + " ends within table " + table));
  }

  private Row row(String table, List<String> columns, String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != columns.size()) {
      throw new BadConfiguration(
          "%s has a row of %s with %d values, expected %d"
              .formatted(file, table, cells.length, columns.size()));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      if (!cells[i].equals(NULL)) {
        values.put(columns.get(i), unescaped(cells[i]));
      }
    }
    return new Row(table, values);
  }

  private static String unescaped(String cell) {
    if (cell.indexOf('\\') < 0) {
      return cell;
    }
    var text = new StringBuilder(cell.length());
    for (int i = 0; i < cell.length(); i++) {
      char next = cell.charAt(i);
      boolean escape = next == '\\' && i + 1 < cell.length();
      text.append(escape ? meant(cell.charAt(++i)) : next);
    }
    return text.toString();
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\u000b';
      default -> escaped;
    };
  }
}
