// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Whatever a page tells people to type is a command with options that it has. */
class DocumentedCommandsTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern TYPED =
      Pattern.compile("(?<![\\w/.-])(?:cli/bin/)?postroad ([a-z-][^`#]*?)(?:`|#|$)");
  private static final Pattern IN_BLOCK = Pattern.compile("(?:    |\\$ )?(?:cli/bin/)?postroad .*");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s|<>&;)]+)");
  private static final Pattern END = Pattern.compile("[|<>&;)]");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("[A-Z][A-Z|…/]*.*|.*…|\\[.*|\\$[A-Z].*|N");

  /** Pages whose commands are typed as they stand, and by whom. */
  private static final Map<String, String> TYPED_BY =
      Map.ofEntries(
          Map.entry("README.md", "launch/RunItForRealTest"),
          Map.entry("acme.md", "server/admin/AcmeDocumentTest"),
          Map.entry("apply.md", "launch/RunItForRealTest"),
          Map.entry("archives.md", "sandbox/LogTasksTest"),
          Map.entry("auditing.md", "launch/SandboxPagesTest"),
          Map.entry("calling.md", "sandbox/CallTest"),
          Map.entry("catalogue.md", "launch/RunItForRealTest"),
          Map.entry("configuration.md", "launch/RunItForRealTest"),
          Map.entry("doctor.md", "launch/RunItForRealTest"),
          Map.entry("integrating.md", "launch/SandboxPagesTest"),
          Map.entry("message-log.md", "sandbox/LogTasksTest"),
          Map.entry("new-server.md", "launch/RunItForRealTest"),
          Map.entry("registry-api.md", "launch/RunItForRealTest"),
          Map.entry("registry-backup.md", "launch/RunItForRealTest"),
          Map.entry("registry-commands.md", "registry/admin/CommandsDocumentTest"),
          Map.entry("registry.md", "launch/RunItForRealTest"),
          Map.entry("sandbox.md", "launch/SandboxPagesTest"),
          Map.entry("server-api.md", "launch/RunItForRealTest"),
          Map.entry("server-backup.md", "launch/RunItForRealTest"),
          Map.entry("server-commands.md", "server/admin/ServerCommandsDocumentTest"),
          Map.entry("take-over.md", "launch/TakeOverPageTest"),
          Map.entry("why.md", "launch/RunItForRealTest"));

  @Test
  void everyPageIsTypedBySomebody() throws IOException {
    TreeSet<String> pages = new TreeSet<>();
    for (Path page : pages()) {
      if (lines(page).stream().anyMatch(line -> IN_BLOCK.matcher(line).matches())) {
        pages.add(page.getFileName().toString());
      }
    }
    pages.removeAll(TYPED_BY.keySet());
    assertEquals(Set.of(), pages);
    for (Map.Entry<String, String> typed : TYPED_BY.entrySet()) {
      Path test = Path.of("src/test/java/org/postroad/cli", typed.getValue() + ".java");
      assertTrue(Files.readString(test).contains(typed.getKey()), typed::toString);
    }
  }

  @Test
  void everyTypedCommandExists() throws IOException {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Path page : pages()) {
      for (String line : lines(page)) {
        if (!line.startsWith("postroad: ")) {
          Matcher typed = TYPED.matcher(line);
          while (typed.find()) {
            seen++;
            List<String> words = words(typed.group(1).replace("\\|", "|"));
            problem(words, IN_BLOCK.matcher(line).matches())
                .ifPresent(problem ->
                    wrong.add(page.getFileName() + ": " + line.strip() + "\n  " + problem));
          }
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
    assertTrue(seen > 100, "commands seen: " + seen);
  }

  @Test
  void aCommandThatIsNotThereIsFound() {
    assertTrue(problem(words("log serch --client X"), false).isPresent());
    assertTrue(problem(words("log search --clients DIR"), false).isPresent());
    assertTrue(problem(words("registry member add NAT:GOV:1 --nam 'A B'"), true).isPresent());
    assertTrue(problem(words("server run | tee log"), true).isPresent());
    assertEquals(
        Optional.empty(), problem(words("server run --config 'a b.yaml' | tee log"), true));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(DOCS)) {
      return Stream.concat(
              Stream.of(Path.of("..", "README.md")),
              docs.filter(page -> page.toString().endsWith(".md")))
          .sorted()
          .toList();
    }
  }

  /** With what is typed over several lines in one, and the address that the README chooses. */
  private static List<String> lines(Path page) throws IOException {
    return Files.readString(page)
        .replaceAll("\\\\\\n *", "")
        .replace("$NET", "127.0.1")
        .lines()
        .toList();
  }

  /** The words of a shell up to where its command ends. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int end = 0;
    while (word.find() && !END.matcher(text.substring(end, word.start())).find()) {
      words.add(
          Stream.of(1, 2, 3)
              .flatMap(group -> Stream.ofNullable(word.group(group)))
              .findFirst()
              .orElseThrow());
      end = word.end();
    }
    return words;
  }

  private static Optional<String> problem(List<String> words, boolean whole) {
    CommandLine command = Postroad.commandLine(Map.of(), words.toArray(String[]::new));
    boolean complete = words.stream().noneMatch(word -> PLACEHOLDER.matcher(word).matches());
    if (whole && complete) {
      return parsed(command, words);
    }
    CommandSpec last = named(command.getCommandSpec(), words);
    int next = last.qualifiedName().split(" ", -1).length - 1;
    if (next < words.size()
        && last.positionalParameters().isEmpty()
        && words.get(next).matches("[a-z][a-z-]*")) {
      return Optional.of(last.qualifiedName() + " has no " + words.get(next));
    }
    return words.stream()
        .filter(word -> word.matches("--?[a-z].*"))
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(word -> last.findOption(word) == null)
        .map(word -> last.qualifiedName() + " has no option " + word)
        .findFirst();
  }

  private static CommandSpec named(CommandSpec command, List<String> words) {
    return words.stream()
        .findFirst()
        .flatMap(word -> Optional.ofNullable(command.subcommands().get(word)))
        .map(below -> named(below.getCommandSpec(), words.subList(1, words.size())))
        .orElse(command);
  }

  private static Optional<String> parsed(CommandLine command, List<String> words) {
    try {
      command.parseArgs(words.toArray(String[]::new));
      return Optional.empty();
    } catch (ParameterException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
