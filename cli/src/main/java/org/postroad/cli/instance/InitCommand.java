// SPDX-License-Identifier: MIT
package org.postroad.cli.instance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad registry init}: a new instance in one command (E12). */
@Command(
    name = "init",
    description = {
      "Makes the registry of a new instance: its keys and certificates, its",
      "configuration file, the API token of its first administrator, and the anchors",
      "that its members need.",
      "",
      "No secret is printed. The PIN and the token are in files that only their owner",
      "can use."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it is made, or could be with --dry-run",
      "2:it could not be made; nothing is left behind",
      "3:the directory is not empty; nothing was changed"
    })
public final class InitCommand implements Callable<Integer> {

  /** What was made and what comes next; its names are part of what users rely on. */
  record Made(
      String instance,
      boolean dryRun,
      String directory,
      String configuration,
      String pin,
      String token,
      String internalAnchor,
      String externalAnchor,
      List<String> next) {}

  @Option(
      names = "--instance",
      paramLabel = "ID",
      required = true,
      description = "Its identifier, such as EE or EE-TEST; it cannot be changed.")
  private String instance = "";

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      required = true,
      description = "Everything the registry keeps; made for its owner only.")
  private Path directory = Path.of("");

  @Option(
      names = "--address",
      paramLabel = "HOST",
      defaultValue = "localhost",
      description = "Where servers reach it: a host name or an IP address (${DEFAULT-VALUE}).")
  private String address = "";

  @Option(
      names = "--operator",
      paramLabel = "CLASS/CODE/SUBSYSTEM",
      description =
          "Who offers the management services: registered as the first member. Nothing can be"
              + " published before somebody is named.")
  private Optional<String> operator = Optional.empty();

  @Option(
      names = "--operator-name",
      paramLabel = "NAME",
      description = "The name of that member; its code if not given.")
  private Optional<String> operatorName = Optional.empty();

  @Option(
      names = "--pin-file",
      paramLabel = "FILE",
      description = "A PIN of your own for the signing keys; one is made if not given.")
  private Optional<Path> pinFile = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A key of the configuration that shall not have its default, such as"
              + " ports.configuration-http=8080; can be repeated.")
  private Map<String, String> keys = new LinkedHashMap<>();

  @Option(names = "--dry-run", description = "Check and tell everything, and make nothing.")
  private boolean dryRun;

  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var planned =
        new NewInstance(
            instance,
            directory.toAbsolutePath().normalize(),
            address,
            NewInstance.operator(instance, operator, operatorName),
            pinFile.map(file -> file.toAbsolutePath().normalize()),
            keys);
    if (dryRun) {
      planned.check();
    } else {
      planned.make(Clock.systemUTC(), new SecureRandom());
    }
    Made made = answer(planned);
    output.answer(spec.commandLine(), made, out -> print(made, out));
    return 0;
  }

  private Made answer(NewInstance planned) {
    Path root = planned.directory();
    String configuration = root.resolve(NewInstance.CONFIGURATION).toString();
    List<String> next = new ArrayList<>();
    next.add("postroad registry run --config " + configuration);
    if (operator.isEmpty()) {
      next.add("name who offers the management services: nothing is published before");
    }
    next.add("approve certification and time-stamping services");
    next.add("give " + NewInstance.INTERNAL_ANCHOR + " to every member's security server");
    next.add("give " + NewInstance.EXTERNAL_ANCHOR + " to instances that shall trust this one");
    return new Made(
        instance,
        dryRun,
        root.toString(),
        configuration,
        planned.pin().toString(),
        root.resolve(NewInstance.TOKEN).toString(),
        root.resolve(NewInstance.INTERNAL_ANCHOR).toString(),
        root.resolve(NewInstance.EXTERNAL_ANCHOR).toString(),
        next);
  }

  private static void print(Made made, PrintWriter out) {
    out.println(
        (made.dryRun() ? "Would make" : "Made") + " the registry of " + printable(made.instance()));
    out.println("  configuration    " + printable(made.configuration()));
    out.println("  PIN              " + printable(made.pin()));
    out.println("  API token        " + printable(made.token()));
    out.println("  internal anchor  " + printable(made.internalAnchor()));
    out.println("  external anchor  " + printable(made.externalAnchor()));
    out.println("Next:");
    for (int i = 0; i < made.next().size(); i++) {
      out.println("  " + (i + 1) + ". " + printable(made.next().get(i)));
    }
  }

  private static String printable(String text) {
    return Printable.escape(text);
  }
}
