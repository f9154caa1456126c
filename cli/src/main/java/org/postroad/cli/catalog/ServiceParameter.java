// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The one service that a command is about. */
final class ServiceParameter {
  @Parameters(paramLabel = "SERVICE", description = "INSTANCE/CLASS/MEMBER[/SUBSYSTEM]/CODE.")
  private String service = "";

  @Option(
      names = "--service-version",
      paramLabel = "VERSION",
      description = "Its version; may be left out where it has none, or only one.")
  private Optional<String> version = Optional.empty();

  List<String> parts() {
    return CatalogSource.parts(service);
  }

  Optional<String> version() {
    return version;
  }

  /** Whether a service is the one, as far as it was said. */
  boolean means(ServiceId id) {
    List<String> parts = parts();
    Optional<String> subsystem = parts.size() == 5 ? Optional.of(parts.get(3)) : Optional.empty();
    ClientId owner = ClientId.of(parts.get(0), parts.get(1), parts.get(2), subsystem);
    return id.owner().equals(owner)
        && id.serviceCode().equals(parts.getLast())
        && (version.isEmpty() || version.equals(id.serviceVersion()));
  }
}
