// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.postroad.cli.output.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad man}: the manual page of a command, or all of them as files. */
@Command(
    name = "man",
    description = {
      "Prints the manual page of a command, made from the command itself.",
      "",
      "  postroad man log search | man -l -",
      "  postroad man --all ~/.local/share/man"
    },
    mixinStandardHelpOptions = true)
final class ManCommand implements Callable<Integer> {

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Its words; none for postroad.")
  private List<String> words = List.of();

  @Option(
      names = "--all",
      paramLabel = "DIR",
      description = "Write the pages of all commands into man1 of this directory.")
  private Optional<Path> all = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    CommandLine postroad = Postroad.commandLine();
    if (all.isPresent()) {
      Path directory = Files.createDirectories(all.get().resolve("man1"));
      List<CommandSpec> commands = every(postroad.getCommandSpec()).toList();
      for (CommandSpec command : commands) {
        ManualPage page = new ManualPage(command);
        Files.writeString(directory.resolve(page.name() + ".1"), page.text());
      }
      out.println(commands.size() + " pages written to " + directory);
    } else {
      out.print(new ManualPage(named(postroad)).text());
    }
    out.flush();
    return 0;
  }

  /** A command and all below it that people are told of, each once. */
  static Stream<CommandSpec> every(CommandSpec command) {
    Stream<CommandSpec> below =
        new HashSet<>(command.subcommands().values())
            .stream()
                .map(CommandLine::getCommandSpec)
                .filter(each -> !each.usageMessage().hidden());
    return Stream.concat(Stream.of(command), below.flatMap(ManCommand::every));
  }

  private CommandSpec named(CommandLine postroad) {
    CommandLine found = postroad;
    for (String word : words) {
      Map<String, CommandLine> known = found.getSubcommands();
      CommandLine next = known.get(word);
      if (next == null) {
        String meant =
            Suggestions.closest(word, known.keySet())
                .map(each -> "; did you mean " + each + "?")
                .orElse("");
        throw new ParameterException(
            spec.commandLine(),
            found.getCommandSpec().qualifiedName() + " has no command " + word + meant);
      }
      found = next;
    }
    return found.getCommandSpec();
  }
}
