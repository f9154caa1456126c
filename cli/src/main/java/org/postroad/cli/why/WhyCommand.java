// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.ProgressBar;
import org.postroad.cli.output.Table;
import org.postroad.cli.server.ServerFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad why}: what became of one exchange, and why. */
@Command(
    name = "why",
    description = {
      "Explains one exchange, or one call that was denied, from the records of a",
      "security server, running or not: its operational records, its message log, the",
      "versions of its configuration with who made them, and its copy of the global",
      "configuration. The cause comes first; then the records that it stands on.",
      "Nothing is changed, and no message is shown."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:explained, however the exchange ended",
      "1:the server has no record of it",
      "2:wrong usage, or the records cannot be read"
    })
public final class WhyCommand implements Callable<Integer> {
  private static final int EXPLAINED = 0;
  private static final int NO_RECORD = 1;

  /** What a server that has run keeps records in. */
  private static final List<String> KEPT = List.of("messagelog", "operational", "serverconf");

  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(multiplicity = "1")
  private Server server = new Server();

  /** Which server is asked. */
  static final class Server {
    @Option(names = "--config", paramLabel = "FILE", description = "The server's configuration.")
    private Optional<Path> config = Optional.empty();

    @Option(
        names = "--directory",
        paramLabel = "DIR",
        description = "The server's directory, if it has no configuration file.")
    private Optional<Path> directory = Optional.empty();
  }

  @Parameters(
      paramLabel = "ID",
      description = "The id of the message (X-Road-Id), or of the exchange (X-Road-Request-Id).")
  private String id = "";

  @Override
  public Integer call() throws IOException {
    ProgressBar bar = output.quiet().progressBar(spec.commandLine());
    try {
      Explanation explanation =
          new RecordReading(directory(), named(), Clock.systemUTC()).explain(id, bar::at);
      output.answer(spec.commandLine(), explanation, out -> print(explanation, out));
      return explanation.outcome() == Explanation.Outcome.UNKNOWN ? NO_RECORD : EXPLAINED;
    } finally {
      bar.done();
    }
  }

  private Path directory() throws IOException {
    if (server.config.isPresent()) {
      return ServerFile.read(server.config.get(), System.getenv()).directory();
    }
    Path directory = server.directory.orElse(Path.of(""));
    if (!Files.isDirectory(directory)) {
      throw new ParameterException(spec.commandLine(), directory + " is no directory");
    }
    if (KEPT.stream().noneMatch(name -> Files.isDirectory(directory.resolve(name)))) {
      throw new ParameterException(
          spec.commandLine(),
          directory + " is no directory of a security server, which has one of " + KEPT);
    }
    return directory;
  }

  private String named() {
    return "--config " + server.config.map(Path::toString).orElse("FILE");
  }

  static void print(Explanation explanation, PrintWriter out) {
    out.println(Printable.escape(explanation.paragraph()));
    if (!explanation.facts().isEmpty()) {
      out.println();
      Table table = Table.of("RECORD", "SAYS");
      explanation.facts().forEach(fact -> table.row(fact.record(), fact.text()));
      table.print(out);
    }
  }
}
