// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.cli.registry.RegistryCommand;
import picocli.CommandLine;
import picocli.CommandLine.IExitCodeGenerator;

/** Types commands of {@code postroad registry} as a person at a terminal does. */
final class Typing {
  private final String context;
  private Optional<String> answer = Optional.empty();

  /** How a command ended and what it said. */
  record Said(int exitCode, String out, String err) {}

  Typing(String context) {
    this.context = context;
  }

  /** What is typed when a command asks; nobody is there before. */
  void answersWith(String typed) {
    answer = Optional.of(typed);
  }

  Said type(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine registry = new CommandLine(new RegistryCommand());
    Administration.addTo(registry, List.of(arguments), _ -> answer);
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--context";
    all[arguments.length + 1] = context;
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
