// SPDX-License-Identifier: MIT
package org.postroad.protocol.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} explains every error there is, and none that there is not. */
final class ErrorsPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SECTION =
      Pattern.compile("^#### `([a-z_]+)`\n\n([^\n]+)\n\n([^\n]+)$", Pattern.MULTILINE);
  private static final Pattern ROW =
      Pattern.compile("^\\| `?([a-z_0-9…]+)`? \\|", Pattern.MULTILINE);
  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?:Refusal\\s*\\.\\s*(?:(?:conflict|notFound|warning)\\(|of\\(\\s*\\d+,)"
              + "|new Detail\\(|ErrorBody\\.of\\(\\d+,|case \\d+ ->)\\s*\"([a-z_]+)\"");
  private static final Pattern EXIT =
      Pattern.compile("exitCodeList\\s*=\\s*(?:\\{[^}]*}|\"[^\"]*\")");
  private static final Pattern STATUS = Pattern.compile("\"(\\d+):");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/errors.md"));
  }

  /** The part of the page under a heading of the second level. */
  private static String under(String heading) throws IOException {
    String page = page();
    int begin = page.indexOf("\n## " + heading + "\n");
    assertTrue(begin >= 0, heading);
    int end = page.indexOf("\n## ", begin + 1);
    return end < 0 ? page.substring(begin) : page.substring(begin, end);
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** What a pattern finds in all sources of the product. */
  private static SortedSet<String> inSources(Pattern outer, Pattern inner) throws IOException {
    SortedSet<String> found = new TreeSet<>();
    for (String module :
        List.of("message-protocol", "security-server", "central-registry", "cli")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .map(ErrorsPageTest::read)
            .flatMap(
                source -> outer.matcher(source).results().map(MatchResult::group).toList().stream())
            .forEach(part -> found.addAll(matches(inner, part)));
      }
    }
    return found;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyFaultCodeHasOneSectionAndEverySectionACode() throws IOException {
    List<String> sections = new ArrayList<>(matches(SECTION, under("Fault codes")));
    assertEquals(
        Stream.of(FaultCode.values()).map(FaultCode::wire).sorted().toList(),
        sections.stream().sorted().toList());
  }

  @Test
  void everySectionSaysWhoseSideItIsAndWhatToDoNext() throws IOException {
    List<String> incomplete =
        SECTION
            .matcher(under("Fault codes"))
            .results()
            .filter(section -> !section.group(3).matches("\\*Side:\\* .+\\. \\*Next:\\* .+[.`]"))
            .map(section -> section.group(1) + ": " + section.group(3))
            .toList();
    assertEquals(List.of(), incomplete);
  }

  @Test
  void everyErrorOfTheApiHasARowAndEveryRowAnError() throws IOException {
    SortedSet<String> codes =
        inSources(REFUSAL, REFUSAL).stream()
            .map(code -> code.endsWith("_") ? code + "…" : code)
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> rows = new TreeSet<>(matches(ROW, under("Errors of the administration API")));
    rows.remove("code");
    assertEquals(codes, rows);
  }

  @Test
  void everyExitStatusOfACommandHasARowAndEveryRowACommand() throws IOException {
    TreeSet<String> rows = new TreeSet<>(matches(ROW, under("Exit status of commands")));
    rows.remove("status");
    assertEquals(inSources(EXIT, STATUS), rows);
  }
}
