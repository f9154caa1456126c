// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.api.ApiTokenFile;
import org.postroad.securityserver.api.ServerRoles;
import org.postroad.securityserver.conf.NodeType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code postroad server apikey bootstrap}: lets the first administrator in. */
@Command(
    name = "bootstrap",
    description = {
      "Makes an API token and prints it, once: only its SHA-256 is kept. A server that",
      "runs knows it at once."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "2:the configuration cannot be read, or there is no such role"})
public final class BootstrapCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration of the server.")
  private Path config = Path.of("");

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      split = ",",
      description = "What it may do, such as XROAD_SYSTEM_ADMINISTRATOR; several by commas.")
  private List<String> roles = List.of();

  @Mixin private OutputOptions output = new OutputOptions();

  private Optional<CommandSpec> spec = Optional.empty();

  /** What was made. */
  record MadeToken(List<String> roles, String key) {}

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = spec.orElseThrow().commandLine();
    List<Role> known = roles.stream().map(name -> role(commandLine, name)).toList();
    ServerFile file = ServerFile.read(config, System.getenv());
    boolean copied = file.settings().node().type() == NodeType.SECONDARY;
    Path tokens = new ServerDirectory(file.directory()).apiTokens();
    String key = UUID.randomUUID().toString();
    new ApiTokenFile(tokens, copied, Clock.systemUTC())
        .execute(
            new AddToken(TokenCheck.hash(key), known),
            new Actor("command", "server apikey bootstrap"));
    output.answer(commandLine, new MadeToken(roles, key), out -> out.println(key));
    return 0;
  }

  private static Role role(CommandLine commandLine, String name) {
    return Role.ofWire(name)
        .filter(ServerRoles.ALL::contains)
        .orElseThrow(() ->
            new ParameterException(
                commandLine,
                "there is no role "
                    + name
                    + ", only "
                    + String.join(", ", ServerRoles.ALL.stream().map(Role::wire).toList())));
  }
}
