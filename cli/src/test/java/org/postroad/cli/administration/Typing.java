// SPDX-License-Identifier: MIT

package org.postroad.cli.administration;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.testing.TestAuthority;
import picocli.CommandLine;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Model.CommandSpec;

/** Types commands of a family as a person at a terminal does. */
public final class Typing {
  private static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);

  private final Family family;
  private final List<String> context;
  private final Outside.Opening opening;
  private Optional<String> answer = Optional.empty();

  /** How a command ended and what it said. */
  public record Said(int exitCode, String out, String err) {}

  private Typing(Family family, List<String> context, Outside.Opening opening) {
    this.family = family;
    this.context = context;
    this.opening = opening;
  }

  /** Reaches the program that these options lead to. */
  public static Typing with(Family family, String... options) {
    return new Typing(family, List.of(options), AccessOptions::open);
  }

  /** Reaches whatever answers there. */
  public static Typing at(Family family, FakeWire wire) {
    return new Typing(family, List.of(), _ -> new Api(wire, family.program()));
  }

  /** What is typed when a command asks; nobody is there before. */
  public void answersWith(String typed) {
    answer = Optional.of(typed);
  }

  public Said type(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine program = new CommandLine(CommandSpec.create().name(family.program().command()));
    family.addTo(program, List.of(arguments), new Outside(_ -> answer, CLOCK, opening));
    String[] all = Stream.concat(Arrays.stream(arguments), context.stream()).toArray(String[]::new);
    int exitCode =
        program
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler((failure, command, _) -> {
              command.getErr().println(failure.getMessage());
              return failure instanceof IExitCodeGenerator ended ? ended.getExitCode() : 2;
            })
            .execute(all);
    return new Said(exitCode, out.toString(), err.toString());
  }
}
