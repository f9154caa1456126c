// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.nio.file.Path;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which security server a new directory is for; mixed in with {@code @Mixin}. */
final class NewServerOptions {

  @Option(
      names = "--owner",
      paramLabel = "MEMBER",
      required = true,
      description = "The member whose server it is, such as NAT:GOV:1.")
  private String owner = "";

  @Option(
      names = "--code",
      paramLabel = "CODE",
      required = true,
      description = "The code of the server among those of its owner, such as ss1.")
  private String code = "";

  @Option(
      names = "--address",
      paramLabel = "HOST",
      required = true,
      description = "Where others reach it: a host name or an IP address.")
  private String address = "";

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      required = true,
      description = "Everything the server keeps; made for its owner only.")
  private Path directory = Path.of("");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  SecurityServerId server() {
    return new SecurityServerId(member(), code);
  }

  String address() {
    return address;
  }

  Path directory() {
    return directory.toAbsolutePath().normalize();
  }

  private MemberId member() {
    try {
      return Encoded.member("owner", owner);
    } catch (Refusal | IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "'" + owner + "' is no member, expected one like NAT:GOV:1", e);
    }
  }
}
