// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.postroad.cli.server.ServerFile;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.admin.ControlledConfiguration;
import org.postroad.securityserver.conf.ConfigurationHistory;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.conf.SecondaryConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;

/**
 * The configuration of the server, from wherever it can be had: the server itself, or its files.
 */
record OwnConfiguration(ServerFile server, World world) {

  /** The newest version; nothing before the first was saved. */
  Optional<ServerConfiguration> newest() throws IOException {
    ServerDirectory directory = new ServerDirectory(server.directory());
    Optional<ConfigurationHistory> running = ControlledConfiguration.of(directory.messageLog());
    if (running.isPresent()) {
      return newest(running.get());
    }
    if (server.settings().node().type() == NodeType.SECONDARY) {
      return newest(new SecondaryConfiguration(directory.serverConfigurationCopy()));
    }
    if (!Files.exists(directory.serverConfiguration())) {
      return Optional.empty();
    }
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(directory.serverConfiguration(), world.clock())) {
      return newest(store);
    }
  }

  private static Optional<ServerConfiguration> newest(ConfigurationHistory history) {
    List<ServerConfigurationStore.Version> versions = history.history();
    return versions.isEmpty()
        ? Optional.empty()
        : history
            .version(versions.getFirst().number())
            .map(ServerConfigurationStore.Saved::configuration);
  }
}
