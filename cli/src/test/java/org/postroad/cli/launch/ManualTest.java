// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.process.OptionVariables;
import picocli.CommandLine.Model.CommandSpec;

/** Manual pages and variables of every command there is. */
class ManualTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everyCommandHasAPageWithAllItsOptionsAndTheirVariables(@TempDir Path directory)
      throws IOException {
    assertEquals(0, run(Map.of(), "man", "--all", directory.toString()));
    List<CommandSpec> commands = ManCommand.every(Postroad.commandLine().getCommandSpec()).toList();
    assertEquals(
        commands.size() + " pages written to " + directory.resolve("man1"), out.toString().strip());
    assertAll(
        commands.stream()
            .map(command -> (Executable) () -> isDescribed(command, directory.resolve("man1"))));
  }

  private static void isDescribed(CommandSpec command, Path pages) throws IOException {
    String page = Files.readString(pages.resolve(command.qualifiedName("-") + ".1"));
    assertTrue(page.startsWith(".TH \"" + command.qualifiedName("-") + "\" 1 "), page);
    assertTrue(page.lines().noneMatch(String::isBlank), () -> "an empty line in " + page);
    assertTrue(page.lines().skip(2).findFirst().orElse("").matches("\\S+ \\\\- .+"), page);
    assertTrue(
        page.lines()
            .filter(line -> line.startsWith(".") || line.startsWith("'"))
            .allMatch(line -> line.matches("\\.(TH .*|SH \"[A-Z ]+\"|TP|PP|nf|fi)")),
        page);
    for (String section : List.of("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS")) {
      assertTrue(page.contains(".SH \"" + section + "\"\n"), () -> section + " in " + page);
    }
    command.options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option ->
            Stream.concat(
                Stream.of("\\fB" + option.longestName().replace("-", "\\-") + "\\fR"),
                OptionVariables.name(option).map("Variable: "::concat).stream()))
        .forEach(text -> assertTrue(page.contains(text), () -> text + " in " + page));
  }

  @Test
  void everyLineOfADescriptionFitsATerminal() {
    ManCommand.every(Postroad.commandLine().getCommandSpec())
        .forEach(command -> {
          List<String> lines = List.of(command.usageMessage().description());
          lines.stream()
              .limit(Math.max(0, lines.size() - 1))
              .forEach(line ->
                  assertTrue(line.length() <= 80, () -> command.qualifiedName() + ": " + line));
        });
  }

  @Test
  void theNamesOfVariablesAreAllDifferent() {
    List<String> names =
        ManCommand.every(Postroad.commandLine().getCommandSpec())
            .flatMap(command -> command.options().stream())
            .flatMap(option -> OptionVariables.name(option).stream())
            .toList();
    assertEquals(names.size(), names.stream().distinct().count());
    assertTrue(names.contains("POSTROAD_OPT_LOG_SEARCH_LIMIT"), names::toString);
    assertTrue(names.stream().allMatch(name -> name.matches("[A-Z0-9_]+")), names::toString);
  }

  @Test
  void aVariableGivesAnOptionUnlessItIsTyped() {
    Map<String, String> variables = Map.of("POSTROAD_OPT_MAN_ALL", "/proc/nowhere");
    assertEquals(2, run(variables, "man", "server", "run"));
    assertTrue(err.toString().contains("/proc/nowhere"), err::toString);
    assertEquals(2, run(variables, "man", "--all", "/proc/elsewhere"));
    assertTrue(err.toString().contains("/proc/elsewhere"), err::toString);
  }

  @Test
  void aWrongValueIsSaidToComeFromItsVariable() {
    String variable = "POSTROAD_OPT_BENCH_KILL_ROUNDS";
    assertEquals(2, run(Map.of(variable, "many"), "bench", "kill"));
    assertTrue(
        err.toString().contains("'many' is no whole number (from the variable " + variable + ")"),
        err::toString);
  }

  @Test
  void aPageOfACommandThatIsMistypedIsSuggested() {
    assertEquals(2, run(Map.of(), "man", "log", "serch"));
    assertTrue(
        err.toString().startsWith("postroad log has no command serch; did you mean search?"),
        err::toString);
  }

  private int run(Map<String, String> environment, String... arguments) {
    return Postroad.commandLine(environment, arguments)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
