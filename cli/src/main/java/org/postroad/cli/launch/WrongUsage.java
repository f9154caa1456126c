// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.postroad.cli.output.Printable;
import org.postroad.cli.process.OptionVariables;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments, and where a value came from that nobody typed. */
record WrongUsage(Map<String, String> environment) implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(Printable.escape(failure.getMessage() + origin(failure)));
    if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
      help(command, err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** All of it where a command has to be chosen; else what is wrong would scroll away. */
  private static void help(CommandLine command, PrintWriter err) {
    if (command.getSubcommands().isEmpty()) {
      err.println(command.getCommandSpec().qualifiedName() + " --help tells what it takes");
    } else {
      command.usage(err);
    }
  }

  private String origin(ParameterException failure) {
    return Optional.ofNullable(failure.getArgSpec())
        .flatMap(OptionVariables::name)
        .filter(name -> Objects.equals(environment.get(name), failure.getValue()))
        .map(name -> " (from the variable " + name + ")")
        .orElse("");
  }
}
