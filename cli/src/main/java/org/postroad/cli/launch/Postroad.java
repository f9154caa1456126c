// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.PrintWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
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
import org.postroad.cli.output.Failures;
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
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;

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
        .setHelpSectionMap(sections(commandLine.getHelpSectionMap()))
        .registerConverter(URI.class, Postroad::address)
        .registerConverter(Integer.class, Postroad::wholeNumber)
        .registerConverter(int.class, Postroad::wholeNumber)
        .setDefaultValueProvider(new OptionVariables(environment))
        .setParameterExceptionHandler(new WrongUsage(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, _) -> {
          explain(failure, command.getErr());
          return failure instanceof IExitCodeGenerator ended ? ended.getExitCode() : NOT_DONE;
        });
  }

  private static Map<String, IHelpSectionRenderer> sections(
      Map<String, IHelpSectionRenderer> usual) {
    Map<String, IHelpSectionRenderer> sections = new HashMap<>(usual);
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Summary::list);
    return sections;
  }

  private static URI address(String text) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // Told below, as what has another form is.
    }
    throw new TypeConversionException(
        "'" + text + "' is no address, expected one like http://127.0.0.1:8080/");
  }

  private static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new TypeConversionException("'" + text + "' is no whole number");
    }
  }

  private static void explain(Exception failure, PrintWriter err) {
    err.println("postroad: " + Printable.escape(Failures.text(failure)));
    if (System.getenv("POSTROAD_DEBUG") != null) {
      failure.printStackTrace(err);
    }
    err.flush();
  }
}
