// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import picocli.CommandLine.Option;

/** Whose services alone are meant. */
final class ClientOption {
  @Option(
      names = "--client",
      paramLabel = "ID",
      description = "Of this member, INSTANCE/CLASS/CODE, or subsystem, …/SUBSYSTEM, alone.")
  private Optional<String> client = Optional.empty();

  /** As it is asked for; empty for everybody. */
  String encoded() {
    return client.map(id -> ClientId.parse(id).encoded()).orElse("");
  }
}
