// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
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
import org.postroad.cli.process.BadConfiguration;
import org.postroad.cli.process.NewDirectory;
import org.postroad.cli.serverconf.ReferenceConfiguration;
import org.postroad.cli.takeover.Devices;
import org.postroad.cli.takeover.Fate;
import org.postroad.cli.takeover.ReferenceFolder;
import org.postroad.cli.takeover.Translation;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.ReferenceServer;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.keys.ReferenceKeys;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code postroad server take-over}: a server of the reference implementation goes on here. */
@Command(
    name = "take-over",
    description = {
      "Makes the directory of a security server from a copy of /etc/xroad and from",
      "the database it names: settings, anchor, software keys with certificates,",
      "hardware tokens, TLS identity; clients, services, rights, groups,",
      "time-stamping services. Copy and database are only read. Tells what became",
      "of each parameter, and what is left behind."
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

  @Option(
      names = "--owner",
      paramLabel = "MEMBER",
      converter = MemberConverter.class,
      description = "The member whose server it is, such as NAT:GOV:1; the database says it too.")
  private Optional<MemberId> owner = Optional.empty();

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "The code of the server, as it is registered; the database says it too.")
  private Optional<String> code = Optional.empty();

  @Mixin private NewServerPlace place = new NewServerPlace();

  @ArgGroup(multiplicity = "1")
  private NewPin pin = new NewPin();

  @ArgGroup(multiplicity = "0..1")
  private ReferenceDatabase database = new ReferenceDatabase();

  @Option(names = "--dry-run", description = "Read and tell everything, and make nothing.")
  private boolean dryRun;

  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    ReferenceFolder folder = folder();
    Translation translation = Translation.of(folder);
    Devices devices = devices(folder);
    Optional<Path> tls = Optional.of(folder.internalTls()).filter(Files::exists);
    Optional<ReferenceConfiguration> read = database.read(folder.database());
    Optional<ServerConfiguration> configuration = read.map(ReferenceConfiguration::configuration);
    var planned =
        new PlannedServer(
            place.directory(),
            id(configuration),
            place.address(),
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
                          new ReferenceServer(folder.signer(), tls, configuration)
                              .into(made.root(), secret, Clock.systemUTC(), new SecureRandom())));
                });
    TakenOver made = answer(planned, translation, devices, taken.get(), read);
    output.answer(spec.commandLine(), made, made::print);
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

  /** As it is said; the database and the arguments may not differ. */
  private SecurityServerId id(Optional<ServerConfiguration> configuration) {
    Optional<SecurityServerId> known = configuration.map(ServerConfiguration::id);
    SecurityServerId id =
        new SecurityServerId(
            owner.or(() -> known.map(SecurityServerId::owner)).orElseThrow(() -> lacks("--owner")),
            code.or(() -> known.map(SecurityServerId::serverCode))
                .orElseThrow(() -> lacks("--code")));
    known
        .filter(other -> !other.equals(id))
        .ifPresent(other -> {
          throw new BadConfiguration(
              "The database is of %s, and the arguments say %s"
                  .formatted(Encoded.of(other), Encoded.of(id)));
        });
    return id;
  }

  private ParameterException lacks(String option) {
    return new ParameterException(
        spec.commandLine(), "Without a database, " + option + " has to be given");
  }

  private TakenOver answer(
      PlannedServer planned,
      Translation translation,
      Devices devices,
      Optional<ReferenceKeys.TakenOver> taken,
      Optional<ReferenceConfiguration> read) {
    List<Fate> all = new ArrayList<>(translation.fates());
    all.addAll(devices.fates());
    return new TakenOver(
        Encoded.of(planned.id()),
        dryRun,
        planned.directory().toString(),
        translation.keys(),
        taken.map(ReferenceKeys.TakenOver::keys),
        taken.stream()
            .flatMap(keys -> keys.onDevices().stream())
            .map(each -> each.getSubjectX500Principal().getName())
            .toList(),
        read.map(ReferenceConfiguration::configuration).map(TakenOver.Counts::of),
        read.map(ReferenceConfiguration::left).orElse(List.of()),
        all);
  }
}
