// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.cli.process.PinSource;
import org.postroad.cli.server.ServerFile;
import org.postroad.protocol.certificate.TimestampAuthority;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.ServerAddress;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.admin.ConfigurationAccess;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.messagelog.IndexDatabase;
import org.postroad.securityserver.monitoring.KeptRecords;
import org.postroad.securityserver.signer.ServerKeys;

/**
 * One examination of one server. What cannot be looked at because of something else is unknown and
 * not wrong, so that the first finding is the cause and not what follows from it.
 */
final class Examination {
  private static final String TOKEN = "token";
  private static final String CLIENTS = "clients";
  private static final Duration LATELY = Duration.ofDays(1);

  private final World world;
  private final List<Finding> findings = new ArrayList<>();

  Examination(World world) {
    this.world = world;
  }

  /** All findings, the worst first and otherwise in the order of looking. */
  List<Finding> run(Path file, Map<String, String> environment) {
    read(file, environment).ifPresent(this::examineDirectory);
    return findings.stream().sorted(Comparator.comparing(Finding::level).reversed()).toList();
  }

  private Optional<ServerFile> read(Path file, Map<String, String> environment) {
    try {
      ServerFile server = ServerFile.read(file, environment);
      findings.add(Finding.good("configuration file", file + " can be read"));
      return Optional.of(server);
    } catch (BadConfiguration | IOException e) {
      findings.add(
          Finding.failed(
              "configuration file",
              String.valueOf(e.getMessage()),
              "the server does not start",
              Finding.HERE,
              "mend it; postroad server run --config FILE --print-config shows what is read"));
      return Optional.empty();
    }
  }

  private void examineDirectory(ServerFile server) {
    Path root = server.directory();
    try {
      if (Files.isDirectory(root)) {
        examine(server);
        return;
      }
      findings.add(unusable(root + " is no directory", "give the right one as directory"));
    } catch (IOException e) {
      findings.add(unusable(e.toString(), "run this as the user whom the server runs as"));
    }
  }

  private static Finding unusable(String cause, String next) {
    return Finding.failed("directory", cause, "the server does not start", Finding.HERE, next);
  }

  private void examine(ServerFile server) throws IOException {
    ServerDirectory directory = new ServerDirectory(server.directory());
    Ports ports = world.ports().of(server.address(), server.ports());
    findings.add(
        Secrets.look(
            directory.keys(),
            server.pin() instanceof PinSource.InFile(Path pin) ? List.of(pin) : List.of()));
    Optional<ServerKeys> keys = token(server, directory);
    try {
      RegistryLook registry = new RegistryLook(world, server.directory());
      Optional<GlobalConfiguration> global = registry.look();
      findings.add(clock(registry, global));
      findings.addAll(registry.findings());
      new CertificateLook(world, server, ports.running()).look(keys, global, findings::add);
      Optional<ServerConfiguration> own = clients(directory, global);
      timestamps(server, global, own);
      peers(server, directory, global);
    } finally {
      keys.ifPresent(ServerKeys::close);
    }
    findings.add(
        new Disk(
                world.disk().usable(server.directory()),
                server.settings().log().journal().reserveBytes())
            .look());
    findings.add(ports.look());
    findings.add(BackupAge.look(server, world.clock().instant()));
    if (server.settings().log().index() instanceof IndexDatabase.Postgres database) {
      findings.add(Database.look(database, world.database().attempt(database)));
    }
  }

  private Optional<ServerKeys> token(ServerFile server, ServerDirectory directory) {
    if (!Files.exists(directory.token())) {
      findings.add(
          Finding.failed(
              TOKEN,
              "there is no " + directory.token(),
              "nothing can be signed",
              Finding.HERE,
              "bring it back from a backup, or generate keys and register their certificates"));
      return Optional.empty();
    }
    try {
      char[] pin = server.pin().pin();
      try {
        ServerKeys keys = ServerKeys.openCopied(directory.keys(), pin);
        findings.add(Devices.look(keys));
        return Optional.of(keys);
      } finally {
        Arrays.fill(pin, '\0');
      }
    } catch (BadConfiguration | IOException e) {
      findings.add(
          Finding.failed(
              TOKEN,
              "there is no PIN: " + e.getMessage(),
              "the server does not start",
              Finding.HERE,
              "name a file with the PIN in pin.file"));
    } catch (UncheckedIOException | Fault | IllegalStateException e) {
      findings.add(
          Finding.failed(
              TOKEN,
              "the PIN does not open " + directory.token(),
              "the server does not start",
              Finding.HERE,
              "give the right PIN; if it is, the file is damaged: take that of a backup"));
    }
    return Optional.empty();
  }

  private Finding clock(RegistryLook registry, Optional<GlobalConfiguration> global) {
    return MachineClock.look(
        world.clock().instant(),
        MachineClock.services(
            Stream.concat(
                registry.source().stream(),
                global.stream()
                    .flatMap(known -> known.timestampAuthorities().stream())
                    .map(TimestampAuthority::url))),
        world.times());
  }

  private void peers(
      ServerFile server, ServerDirectory directory, Optional<GlobalConfiguration> global)
      throws IOException {
    if (global.isEmpty()) {
      return;
    }
    Set<ServerAddress> called = new LinkedHashSet<>();
    new KeptRecords(directory.operationalRecords())
        .since(
            world.clock().instant().minus(LATELY),
            record -> called.addAll(CalledPeer.of(record, global.get())));
    findings.addAll(Peers.look(called, server.ports().messages(), world.connect()));
  }

  private Optional<ServerConfiguration> clients(
      ServerDirectory directory, Optional<GlobalConfiguration> global) {
    try (ConfigurationAccess access =
        ConfigurationAccess.of(
            directory.messageLog(),
            directory.serverConfiguration(),
            directory.serverConfigurationCopy(),
            world.clock())) {
      Optional<ServerConfiguration> own =
          access.newest().map(ServerConfigurationStore.Saved::configuration);
      if (own.isEmpty() || global.isEmpty()) {
        findings.add(
            Finding.unknown(CLIENTS, "looked at only with a global and a server configuration"));
      } else {
        ServerConfiguration server = own.get();
        findings.add(
            Clients.look(
                server.clients().stream().map(Client::id).toList(),
                client -> global.get().isRegistered(client, server.id())));
      }
      return own;
    } catch (Fault | IOException | UncheckedIOException e) {
      findings.add(Finding.unknown(CLIENTS, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private void timestamps(
      ServerFile server, Optional<GlobalConfiguration> global, Optional<ServerConfiguration> own) {
    if (global.isEmpty()) {
      findings.add(Finding.unknown("time-stamping", "looked at only with a global configuration"));
      return;
    }
    List<URI> approved =
        global.get().timestampAuthorities().stream()
            .map(authority -> URI.create(authority.url()))
            .toList();
    List<URI> services =
        own.map(known ->
                server
                    .settings()
                    .costs()
                    .timestamping()
                    .timestamping(global.get(), known.timestampServices()))
            .orElse(approved);
    findings.addAll(
        new TimestampService(world.post(), global.get().trust(), world.clock())
            .look(services, approved));
  }
}
