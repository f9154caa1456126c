// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Table;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.cli.process.NewDirectory;
import org.postroad.cli.takeover.Devices;
import org.postroad.cli.takeover.Fate;
import org.postroad.cli.takeover.ReferenceFolder;
import org.postroad.cli.takeover.Translation;
import org.postroad.protocol.administration.Encoded;
import org.postroad.securityserver.ReferenceServer;
import org.postroad.securityserver.keys.ReferenceKeys;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad server take-over}: a server of the reference implementation goes on here. */
@Command(
    name = "take-over",
    description = {
      "Makes the directory of a security server from a copy of /etc/xroad: settings,",
      "anchor, software keys with their certificates, hardware tokens, TLS identity.",
      "The copy is only read. Tells what became of each parameter.",
      "",
      "Clients, services and rights are not in those files: docs/take-over.md."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it is made, or could be with --dry-run",
      "2:it could not be made; nothing is left behind",
      "3:the directory is not empty; nothing was changed",
      "5:the instance does not know such an owner; nothing is left behind"
    })
final class TakeOverCommand implements Callable<Integer> {

  @Option(
      names = "--from",
      paramLabel = "DIR",
      required = true,
      description = "A copy of /etc/xroad that its owner alone can read.")
  private Path from = Path.of("");

  @Mixin private NewServerOptions server = new NewServerOptions();

  @ArgGroup(multiplicity = "1")
  private NewPin pin = new NewPin();

  @Option(names = "--dry-run", description = "Read and tell everything, and make nothing.")
  private boolean dryRun;

  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** What was made and what became of everything; its names are part of what users rely on. */
  record Made(
      String server,
      boolean dryRun,
      String directory,
      Map<String, String> keys,
      Optional<Integer> softwareKeys,
      List<String> certificatesOfDevices,
      List<Fate> parameters) {}

  @Override
  public Integer call() throws IOException {
    ReferenceFolder folder = folder();
    Translation translation = Translation.of(folder);
    Devices devices = devices(folder);
    Optional<Path> tls = Optional.of(folder.internalTls()).filter(Files::exists);
    var planned =
        new PlannedServer(
            server.directory(),
            server.server(),
            server.address(),
            Files.readAllBytes(folder.anchor()),
            pin,
            translation.keys(),
            true);
    AtomicReference<Optional<ReferenceKeys.TakenOver>> taken =
        new AtomicReference<>(Optional.empty());
    var _ =
        dryRun
            ? planned.check(Clock.systemUTC(), new SecureRandom())
            : planned.make(
                Clock.systemUTC(),
                new SecureRandom(),
                (made, secret) -> {
                  write(made, devices);
                  taken.set(
                      Optional.of(
                          new ReferenceServer(folder.signer(), tls)
                              .into(made.root(), secret, Clock.systemUTC(), new SecureRandom())));
                });
    Made made = answer(planned, translation, devices, taken.get());
    output.answer(spec.commandLine(), made, out -> print(made, out));
    return 0;
  }

  private ReferenceFolder folder() throws IOException {
    try {
      return ReferenceFolder.read(from);
    } catch (IllegalArgumentException e) {
      throw new BadConfiguration(String.valueOf(e.getMessage()));
    }
  }

  private static Devices devices(ReferenceFolder folder) throws IOException {
    Optional<Path> file = folder.devices();
    return file.isPresent()
        ? Devices.parse(file.get().getFileName().toString(), Files.readString(file.get(), UTF_8))
        : Devices.NONE;
  }

  private static void write(NewDirectory made, Devices devices) throws IOException {
    for (Map.Entry<String, String> file : devices.files().entrySet()) {
      made.write("keys/tokens/" + file.getKey(), file.getValue().getBytes(UTF_8));
    }
  }

  private Made answer(
      PlannedServer planned,
      Translation translation,
      Devices devices,
      Optional<ReferenceKeys.TakenOver> taken) {
    List<Fate> all = new ArrayList<>(translation.fates());
    all.addAll(devices.fates());
    return new Made(
        Encoded.of(planned.id()),
        dryRun,
        planned.directory().toString(),
        translation.keys(),
        taken.map(ReferenceKeys.TakenOver::keys),
        taken.stream()
            .flatMap(keys -> keys.onDevices().stream())
            .map(each -> each.getSubjectX500Principal().getName())
            .toList(),
        all);
  }

  private static void print(Made made, PrintWriter out) {
    var table = Table.of("parameter", "value", "said in", "becomes", "");
    for (Fate fate : made.parameters()) {
      String becomes =
          switch (fate.kind()) {
            case TRANSLATED -> fate.key().isEmpty() ? "keys/tokens" : fate.key();
            case NOT_NEEDED -> "nothing";
            case LOOK_AT -> "LOOK AT IT";
            case UNKNOWN -> "UNKNOWN";
          };
      table.row(fate.parameter(), fate.value(), fate.place(), becomes, fate.remark());
    }
    table.print(out);
    out.println();
    out.println(
        (made.dryRun() ? "Would take over " : "Took over ")
            + made.server()
            + " to "
            + made.directory());
    made.softwareKeys().ifPresent(count -> out.println("software keys: " + count));
    made.certificatesOfDevices()
        .forEach(subject -> out.println("import when its token is there: " + subject));
  }
}
