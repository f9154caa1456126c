// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.cli.registry.RegistryCommand;
import org.postroad.testing.TestAuthority;
import picocli.CommandLine;
import picocli.CommandLine.IExitCodeGenerator;

/** Types commands of {@code postroad registry} as a person at a terminal does. */
final class Typing {
  private static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);

  private final List<String> context;
  private final Outside.Opening opening;
  private Optional<String> answer = Optional.empty();

  /** How a command ended and what it said. */
  record Said(int exitCode, String out, String err) {}

  private Typing(List<String> context, Outside.Opening opening) {
    this.context = context;
    this.opening = opening;
  }

  /** Reaches the registry of this directory. */
  static Typing at(String context) {
    return new Typing(List.of("--context", context), AccessOptions::open);
  }

  /** Reaches whatever this is. */
  static Typing at(Wire wire) {
    return new Typing(List.of(), _ -> new Api(wire));
  }

  /** What is typed when a command asks; nobody is there before. */
  void answersWith(String typed) {
    answer = Optional.of(typed);
  }

  Said type(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine registry = new CommandLine(new RegistryCommand());
    AdministrationCommands.addTo(
        registry, List.of(arguments), new Outside(_ -> answer, CLOCK, opening));
    String[] all = Stream.concat(Arrays.stream(arguments), context.stream()).toArray(String[]::new);
    int exitCode =
        registry
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
