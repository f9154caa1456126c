// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.apply.ApplyCommand;
import org.postroad.cli.apply.DriftCommand;
import org.postroad.cli.apply.ExportCommand;
import org.postroad.cli.apply.PlanCommand;
import org.postroad.cli.audit.VerifyCommand;
import org.postroad.cli.bench.BenchCommand;
import org.postroad.cli.call.CallCommand;
import org.postroad.cli.catalog.CatalogCommand;
import org.postroad.cli.doctor.DoctorCommand;
import org.postroad.cli.log.LogCommand;
import org.postroad.cli.output.Printable;
import org.postroad.cli.process.OptionVariables;
import org.postroad.cli.registry.RegistryCommand;
import org.postroad.cli.registry.admin.RegistryFamily;
import org.postroad.cli.sandbox.SandboxCommand;
import org.postroad.cli.server.ServerCommand;
import org.postroad.cli.server.admin.ServerFamily;
import org.postroad.cli.why.WhyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;

/**
 * The command {@code postroad}. A subcommand that fails prints one line that says why, and with
 * {@code POSTROAD_DEBUG} in the environment also where. Its exit code is 2, unless the failure says
 * another.
 */
@Command(
    name = "postroad",
    description = "Secure data exchange between organisations.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:done, and something is not as it should be",
      "2:not done: wrong usage, or something needed is missing"
    },
    footer = {
      "",
      "Every option can be given by an environment variable: log search --limit by",
      "POSTROAD_OPT_LOG_SEARCH_LIMIT. `postroad man COMMAND` shows the manual page of a command."
    })
public final class Postroad {

  private static final int NOT_DONE = 2;

  /** In the order in which help lists them, each by the name that its annotation gives it. */
  private enum Family {
    SANDBOX(SandboxCommand.class),
    SERVER(ServerCommand.class),
    PLAN(PlanCommand.class),
    APPLY(ApplyCommand.class),
    EXPORT(ExportCommand.class),
    DRIFT(DriftCommand.class),
    DOCTOR(DoctorCommand.class),
    WHY(WhyCommand.class),
    VERIFY(VerifyCommand.class),
    LOG(LogCommand.class),
    REGISTRY(RegistryCommand.class),
    CATALOG(CatalogCommand.class),
    CALL(CallCommand.class),
    BENCH(BenchCommand.class),
    COMPLETION(CompletionCommand.class),
    MAN(ManCommand.class);

    private final Class<?> command;

    Family(Class<?> command) {
      this.command = command;
    }

    boolean isNamed(String argument) {
      return name().toLowerCase(Locale.ROOT).equals(argument);
    }

    /** The one that is named first; all of them where none is. */
    static List<Family> of(String... arguments) {
      List<Family> all = List.of(values());
      List<Family> named =
          all.stream()
              .filter(family -> arguments.length > 0 && family.isNamed(arguments[0]))
              .toList();
      return named.isEmpty() ? all : named;
    }
  }

  private Postroad() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine(arguments).execute(arguments));
  }

  /**
   * What runs these arguments. Making the commands of all families takes as long as the rest of a
   * server's start, so only those that the arguments can mean are made.
   */
  static CommandLine commandLine(String... arguments) {
    return commandLine(System.getenv(), arguments);
  }

  static CommandLine commandLine(Map<String, String> environment, String... arguments) {
    CommandLine commandLine = new CommandLine(new Postroad());
    Family.of(arguments).forEach(family -> commandLine.addSubcommand(family.command));
    List<String> rest = Arrays.stream(arguments).skip(1).toList();
    Map<String, CommandLine> families = commandLine.getSubcommands();
    Optional.ofNullable(families.get("registry"))
        .ifPresent(registry -> RegistryFamily.family().addTo(registry, rest));
    Optional.ofNullable(families.get("server"))
        .ifPresent(server -> ServerFamily.addTo(server, rest));
    return commandLine
        .setUsageHelpAutoWidth(true)
        .setDefaultValueProvider(new OptionVariables(environment))
        .setParameterExceptionHandler(new WrongUsage(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, _) -> {
          explain(failure, command.getErr());
          return failure instanceof IExitCodeGenerator ended ? ended.getExitCode() : NOT_DONE;
        });
  }

  private static void explain(Exception failure, PrintWriter err) {
    String reason = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    err.println("postroad: " + Printable.escape(reason));
    if (System.getenv("POSTROAD_DEBUG") != null) {
      failure.printStackTrace(err);
    }
    err.flush();
  }
}
