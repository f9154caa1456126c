// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postroad.cli.output.OutputOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

class PostroadTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "list")
  private static final class Listing implements Runnable {
    @Mixin private OutputOptions output = new OutputOptions();
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      output.answer(spec.commandLine(), Map.of("a", 1), text -> text.println("one"));
    }
  }

  @Command(name = "fail")
  private static final class Failing implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("no such\u001b[2J thing");
    }
  }

  @Test
  void saysWhichVersionItIs() {
    assertEquals(0, run("--version"));
    assertTrue(
        out.toString().matches("postroad \\d+\\.\\d+\\.\\d+\\S* \\(Java \\d.*\\)\\R"),
        out::toString);
  }

  @Test
  void helpNamesTheExitCodes() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("2   not done: wrong usage"), out::toString);
  }

  @Test
  void withoutACommandShowsHowToUseIt() {
    assertEquals(2, run());
    assertTrue(err.toString().contains("Usage: postroad"), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    assertEquals(2, run("lists"));
    assertTrue(err.toString().contains("Did you mean: postroad list"), err::toString);
  }

  @Test
  void answersInTheFormAskedFor() {
    assertEquals(0, run("list"));
    assertEquals(0, run("list", "--output", "json"));
    assertEquals(0, run("list", "-o", "yaml"));
    assertEquals("one\n{\n  \"a\" : 1\n}\na: 1\n", out.toString());
  }

  @Test
  void refusesAnUnknownForm() {
    assertEquals(2, run("list", "-o", "xml"));
    assertTrue(err.toString().contains("'xml' is none of [table, json, yaml, csv]"), err::toString);
  }

  @Test
  void failsWithOneLineThatCannotHarmATerminal() {
    assertEquals(2, run("fail"));
    assertEquals("postroad: no such\\u001b[2J thing\n", err.toString());
  }

  @Test
  void makesOnlyTheFamilyThatIsNamed() {
    List<String> families = List.copyOf(Postroad.commandLine("--help").getSubcommands().keySet());
    assertTrue(families.containsAll(List.of("sandbox", "server", "registry")), families::toString);
    for (String family : families) {
      assertEquals(
          Set.of(family), Postroad.commandLine(family, "--help").getSubcommands().keySet());
    }
    assertEquals(families, List.copyOf(Postroad.commandLine("srever").getSubcommands().keySet()));
  }

  private int run(String... arguments) {
    return Postroad.commandLine()
        .addSubcommand(new CommandLine(new Listing()))
        .addSubcommand(new CommandLine(new Failing()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
