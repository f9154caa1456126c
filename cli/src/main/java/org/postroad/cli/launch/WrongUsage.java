// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.cli.output.Printable;
import org.postroad.cli.process.OptionVariables;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.ITypeInfo;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments, and where a value came from that nobody typed. */
record WrongUsage(Map<String, String> environment) implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(Printable.escape(message(failure) + origin(failure)));
    if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
      help(failure, err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** In the words of help, where a value is none of a few. */
  private static String message(ParameterException failure) {
    return Optional.ofNullable(failure.getArgSpec())
        .filter(_ -> failure.getValue() != null)
        .flatMap(argument ->
            Stream.concat(
                    Stream.of(argument.typeInfo()),
                    argument.typeInfo().getAuxiliaryTypeInfos().stream())
                .filter(ITypeInfo::isEnum)
                .findFirst()
                .map(few -> noneOf(argument, failure.getValue(), few)))
        .orElseGet(failure::getMessage);
  }

  private static String noneOf(ArgSpec argument, String value, ITypeInfo few) {
    String name =
        argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    List<String> known =
        few.getEnumConstantNames().stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    return "Invalid value for " + name + ": '" + value + "' is none of " + known;
  }

  /** All of it where a command has to be chosen; else what is wrong would scroll away. */
  private static void help(ParameterException failure, PrintWriter err) {
    CommandLine command = failure.getCommandLine();
    if (command.getSubcommands().isEmpty() || failure.getArgSpec() != null) {
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
