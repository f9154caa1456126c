// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad server init}: the directory of a new security server in one command (E12). */
@Command(
    name = "init",
    description = {
      "Makes the directory of a new security server: its configuration file, the",
      "anchor and a first copy of the global configuration, its software token, its",
      "certificates for TLS and the API token of its first administrator. The server",
      "runs with it; keys and certificates come then.",
      "",
      "No secret is printed. The PIN and the token are in files that only their owner",
      "can use."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it is made, or could be with --dry-run",
      "2:it could not be made; nothing is left behind",
      "3:the directory is not empty; nothing was changed",
      "5:the instance does not know such an owner, or has such a server; nothing is left behind"
    })
final class InitCommand implements Callable<Integer> {

  /** What was made and what comes next; its names are part of what users rely on. */
  record Made(
      String server,
      boolean dryRun,
      String directory,
      String configuration,
      String pin,
      String token,
      String anchorSha224,
      String globalConfiguration,
      List<String> next) {}

  @Option(
      names = "--anchor",
      paramLabel = "FILE|URL",
      required = true,
      description = "The configuration anchor that the registry's administrator gave out.")
  private String anchor = "";

  @Option(
      names = "--fingerprint",
      paramLabel = "SHA-224",
      description =
          "What the anchor must have, as the registry's administrator told it on another way;"
              + " needed for one that comes over http.")
  private Optional<String> fingerprint = Optional.empty();

  @Option(
      names = "--owner",
      paramLabel = "MEMBER",
      required = true,
      converter = MemberConverter.class,
      description = "The member whose server it is, such as NAT:GOV:1.")
  private Optional<MemberId> owner = Optional.empty();

  @Option(
      names = "--code",
      paramLabel = "CODE",
      required = true,
      description = "The code of the server among those of its owner, such as ss1.")
  private String code = "";

  @Mixin private NewServerPlace place = new NewServerPlace();

  @ArgGroup private NewPin pin = new NewPin();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A key of the configuration that shall not have its default, such as"
              + " log.max-loggable-bytes=32MiB; can be repeated.")
  private Map<String, String> keys = new LinkedHashMap<>();

  @Option(
      names = "--ignore-warnings",
      description =
          "Make it although the owner is no member yet, or there is such a server already.")
  private boolean ignoreWarnings;

  @Option(names = "--dry-run", description = "Check and tell everything, and make nothing.")
  private boolean dryRun;

  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var planned =
        new PlannedServer(
            place.directory(),
            new SecurityServerId(owner.orElseThrow(), code),
            place.address(),
            GivenAnchor.read(anchor, fingerprint),
            pin,
            keys,
            ignoreWarnings);
    String configuration =
        dryRun
            ? planned.check(Clock.systemUTC(), new SecureRandom())
            : planned.make(Clock.systemUTC(), new SecureRandom());
    Made made = answer(planned, configuration);
    output.answer(spec.commandLine(), made, out -> print(made, out));
    return 0;
  }

  private Made answer(PlannedServer planned, String fetched) {
    Path root = planned.directory();
    String configuration = root.resolve(PlannedServer.CONFIGURATION).toString();
    String sha224 = ConfigurationAnchor.fingerprint(planned.anchor());
    return new Made(
        Encoded.of(planned.id()),
        dryRun,
        root.toString(),
        configuration,
        pin.place(root),
        root.resolve(PlannedServer.TOKEN).toString(),
        sha224,
        fetched,
        List.of(
            "compare the SHA-224 of the anchor with what the registry's administrator tells you",
            "postroad server run --config " + configuration,
            "postroad server --help: make its keys, have them certified and registered"));
  }

  private static void print(Made made, PrintWriter out) {
    out.println((made.dryRun() ? "Would make" : "Made") + " the security server " + made.server());
    line(out, "configuration", made.configuration());
    line(out, "PIN", made.pin());
    line(out, "API token", made.token());
    line(out, "anchor", "SHA-224 " + made.anchorSha224());
    line(out, "instance", made.globalConfiguration());
    out.println("Next:");
    for (int i = 0; i < made.next().size(); i++) {
      out.println("  " + (i + 1) + ". " + Printable.escape(made.next().get(i)));
    }
  }

  private static void line(PrintWriter out, String name, String text) {
    out.println("  " + name + " ".repeat(15 - name.length()) + Printable.escape(text));
  }
}
