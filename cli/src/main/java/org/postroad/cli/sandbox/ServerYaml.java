// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postroad.securityserver.ServerPorts;

/**
 * The configuration with which {@code postroad server run} starts a server of the sandbox by
 * itself. It is written once, so that it can be changed.
 */
final class ServerYaml {

  private static final String NAME = "server.yaml";

  private ServerYaml() {}

  static Path in(Path directory) {
    return directory.resolve(NAME);
  }

  static void writeIfMissing(Path directory, Agency agency, ServerPorts ports) throws IOException {
    if (!Files.exists(in(directory))) {
      Files.writeString(in(directory), text(agency, ports));
    }
  }

  private static String text(Agency agency, ServerPorts ports) {
    return """
    # The security server of the %s. It runs by itself with:
    #   postroad server run --config %s
    address: %s
    ports:
      consumer-http: %d
      consumer-https: %d
      messages: %d
      ocsp: %d
      transparency: %d
    pin:
      file: token.pin
    administration:
      address: %s
    log:
      max-loggable-bytes: 32 MiB
    """
        .formatted(
            agency.name(),
            NAME,
            agency.address().getHostAddress(),
            ports.consumerHttp(),
            ports.consumerHttps(),
            ports.messages(),
            ports.ocsp(),
            ports.transparency(),
            agency.address().getHostAddress());
  }
}
