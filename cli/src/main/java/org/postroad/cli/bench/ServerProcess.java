// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.sandbox.SandboxInstance;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.SecurityServerOptions;
import org.postroad.securityserver.ServerPorts;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.api.AdministrationSettings;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad bench server}: one measured security server, started by {@link Bench}. */
@Command(name = "server", hidden = true)
final class ServerProcess implements Callable<Integer> {

  @Parameters(index = "0")
  private Path directory = Path.of("");

  @Parameters(index = "1")
  private Path pinFile = Path.of("");

  @Parameters(index = "2")
  private InetAddress address = InetAddress.getLoopbackAddress();

  @Parameters(index = "3..*", arity = "5")
  private List<Integer> ports = List.of();

  static List<String> arguments(SandboxInstance.Server server) {
    ServerPorts ports = server.ports();
    return List.of(
        "server",
        server.directory().root().toString(),
        server.pinFile().toString(),
        server.address().getHostAddress(),
        Integer.toString(ports.consumerHttp()),
        Integer.toString(ports.consumerHttps()),
        Integer.toString(ports.messages()),
        Integer.toString(ports.ocsp()),
        Integer.toString(ports.transparency()));
  }

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException {
    SecurityServerOptions options =
        new SecurityServerOptions(
            directory,
            address,
            new ServerPorts(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4)),
            Files.readString(pinFile).strip().toCharArray(),
            settings());
    try (SecurityServer server =
        SecurityServer.start(options, Clock.systemUTC(), new SecureRandom())) {
      ChildConsole.serve(
          ports.getFirst(),
          () -> Sample.Signing.of(server.signatures()),
          System.in,
          spec.orElseThrow().commandLine().getOut());
    }
    return 0;
  }

  /** As shipped, but without administration, and large bodies are digests alone in the log. */
  private static ServerSettings settings() {
    MessageLogOptions log = ServerSettings.DEFAULT.log();
    return ServerSettings.DEFAULT
        .withAdministration(AdministrationSettings.DEFAULT.disabled())
        .withLog(
            log.withBodies(
                log.bodies(), log.maxLoggableBytes(), MessageLogOptions.Oversized.KEEP_DIGESTS));
  }
}
