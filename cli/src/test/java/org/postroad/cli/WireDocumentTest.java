// SPDX-License-Identifier: MIT
package org.postroad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/wire.md} lists every row once, names tests that exist, and adds up. */
class WireDocumentTest {

  private static final Path ROOT = Path.of("..");
  private static final List<String> STATUSES =
      List.of("done", "stricter", "not applicable", "partly", "open");
  private static final List<String> SETTLED = STATUSES.subList(0, 3);
  private static final Set<String> SETTLED_GROUPS =
      Set.of("messages A", "messages B", "messages C", "messages D", "messages E", "messages F");
  private static final String HEADER = "| group | rows | " + String.join(" | ", STATUSES) + " |";
  private static final Pattern ROW =
      Pattern.compile("^\\| ([A-G]-?\\d+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*)\\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
  private static final Pattern SUMMARY =
      Pattern.compile("^\\| (messages|registry) ([A-G]): [^|]+ \\| ([\\d |]+) \\|$");

  /** Rows of each group; ids of messages have a hyphen, those of the registry have none. */
  private static final Map<String, Integer> ROWS =
      Map.ofEntries(
          Map.entry("messages A", 68),
          Map.entry("messages B", 58),
          Map.entry("messages C", 64),
          Map.entry("messages D", 75),
          Map.entry("messages E", 44),
          Map.entry("messages F", 28),
          Map.entry("messages G", 39),
          Map.entry("registry A", 83),
          Map.entry("registry B", 46),
          Map.entry("registry C", 53),
          Map.entry("registry D", 28),
          Map.entry("registry E", 42),
          Map.entry("registry F", 14));

  private record Row(String id, String statement, String status, String where) {

    String group() {
      return (id.contains("-") ? "messages " : "registry ") + id.charAt(0);
    }
  }

  @Test
  void everyRowIsThereOnce() throws IOException {
    Map<String, Integer> counted = new TreeMap<>();
    Set<String> ids = new TreeSet<>();
    for (Row row : rows()) {
      assertTrue(ids.add(row.id()), row.id() + " is there twice");
      counted.merge(row.group(), 1, Integer::sum);
    }
    assertEquals(new TreeMap<>(ROWS), counted);
    ROWS.forEach((group, count) -> {
      if (group.startsWith("messages")) {
        String last = "%s-%03d".formatted(group.substring(group.length() - 1), count);
        assertTrue(ids.contains(last), last + " is missing, so a number is skipped");
      }
    });
  }

  @Test
  void everyRowHasAStatementAndAStatusAndWhatTheStatusPromises() throws IOException {
    for (Row row : rows()) {
      assertTrue(STATUSES.contains(row.status()), row.toString());
      boolean nothingToSay = row.status().equals("open");
      assertTrue(nothingToSay || !row.where().isBlank(), row.toString());
      assertTrue(!row.status().equals("done") || TEST.matcher(row.where()).find(), row.toString());
    }
  }

  @Test
  void everyStatusIsExplained() throws IOException {
    for (String status : STATUSES) {
      assertTrue(
          lines().stream().anyMatch(line -> line.startsWith("| `" + status + "` | ")), status);
    }
  }

  @Test
  void everyTestNamedIsInTheSourceTree() throws IOException {
    Set<String> named = new TreeSet<>();
    rows()
        .forEach(row ->
            TEST.matcher(row.where()).results().map(found -> found.group(1)).forEach(named::add));
    named.removeAll(testClasses());
    assertEquals(new TreeSet<>(), named);
  }

  @Test
  void theSummaryAddsUp() throws IOException {
    Map<String, List<Integer>> expected = counts();
    Map<String, List<Integer>> stated = new TreeMap<>();
    for (String line : lines()) {
      SUMMARY
          .matcher(line)
          .results()
          .forEach(found -> stated.put(found.group(1) + " " + found.group(2), numbers(found)));
    }
    assertTrue(lines().contains(HEADER), "expected " + HEADER);
    assertEquals(expected, stated);
    assertTrue(lines().contains(total(expected)), "expected " + total(expected));
  }

  /** What passes between two servers is whole: every row of these groups is settled. */
  @Test
  void messagesHaveNoRowThatIsPartlyOrOpen() throws IOException {
    Set<String> unsettled = new TreeSet<>();
    for (Row row : rows()) {
      boolean settled = SETTLED.contains(row.status());
      if (SETTLED_GROUPS.contains(row.group()) && !settled) {
        unsettled.add(row.id() + " " + row.status());
      }
    }
    assertEquals(new TreeSet<>(), unsettled);
  }

  /** For whoever reads the output of a build: how many rows of each group have which status. */
  @Test
  void tellsHowFarEachGroupIs() throws IOException {
    StringBuilder table = new StringBuilder("%n%-14s%8s".formatted("rows of", "all"));
    STATUSES.forEach(status -> table.append("%16s".formatted(status)));
    counts()
        .forEach((group, numbers) -> {
          table.append("%n%-14s%8d".formatted(group, numbers.getFirst()));
          numbers.stream().skip(1).forEach(number -> table.append("%16d".formatted(number)));
        });
    System.out.println(table);
    assertEquals(ROWS.size() + 2, table.toString().lines().count());
  }

  /** Rows of each group: all of them, then by status. */
  private static Map<String, List<Integer>> counts() throws IOException {
    Map<String, List<Integer>> counts = new TreeMap<>();
    for (Row row : rows()) {
      List<Integer> group =
          counts.computeIfAbsent(
              row.group(), _ -> new ArrayList<>(Collections.nCopies(1 + STATUSES.size(), 0)));
      int column = 1 + STATUSES.indexOf(row.status());
      group.set(0, group.getFirst() + 1);
      group.set(column, group.get(column) + 1);
    }
    return counts;
  }

  private static List<Integer> numbers(MatchResult summary) {
    return Stream.of(summary.group(3).split("\\|", -1))
        .map(String::strip)
        .map(Integer::valueOf)
        .toList();
  }

  private static String total(Map<String, List<Integer>> counts) {
    StringBuilder line = new StringBuilder("| all |");
    for (int i = 0; i <= STATUSES.size(); i++) {
      int column = i;
      line.append(' ')
          .append(counts.values().stream().mapToInt(each -> each.get(column)).sum())
          .append(" |");
    }
    return line.toString();
  }

  private static List<Row> rows() throws IOException {
    return lines().stream()
        .flatMap(line -> ROW.matcher(line).results())
        .map(found ->
            new Row(found.group(1), found.group(2), found.group(3), found.group(4).strip()))
        .toList();
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/wire.md"));
  }

  private static Set<String> testClasses() throws IOException {
    Set<String> classes = new TreeSet<>();
    for (String module :
        List.of("message-protocol", "security-server", "central-registry", "cli")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith("Test.java"))
            .forEach(name -> classes.add(name.replace(".java", "")));
      }
    }
    return classes;
  }
}
