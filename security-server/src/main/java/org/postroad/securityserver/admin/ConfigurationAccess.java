// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.postroad.securityserver.conf.ConfigurationHistory;
import org.postroad.securityserver.conf.SecondaryConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;

/** Finds who can be asked about the configuration of a server. */
public final class ConfigurationAccess implements AutoCloseable {
  private final ConfigurationHistory history;
  private final Runnable close;

  private ConfigurationAccess(ConfigurationHistory history, Runnable close) {
    this.history = history;
    this.close = close;
  }

  /**
   * The server that has it open, or its files; without any of them, no version at all.
   *
   * @param messageLog where a running server has its control socket
   * @param store the directory with all versions
   * @param copy the file that a secondary node has instead
   */
  public static ConfigurationAccess of(Path messageLog, Path store, Path copy, Clock clock)
      throws IOException {
    Optional<ConfigurationHistory> running = ControlledConfiguration.of(messageLog);
    if (running.isPresent()) {
      return new ConfigurationAccess(running.get(), () -> {});
    }
    if (Files.isDirectory(store)) {
      ServerConfigurationStore opened = ServerConfigurationStore.open(store, clock);
      return new ConfigurationAccess(opened, opened::close);
    }
    return new ConfigurationAccess(new SecondaryConfiguration(copy), () -> {});
  }

  public ConfigurationHistory history() {
    return history;
  }

  /** The newest version; nothing before the first was saved. */
  public Optional<ServerConfigurationStore.Saved> newest() {
    List<ServerConfigurationStore.Version> versions = history.history();
    return versions.isEmpty() ? Optional.empty() : history.version(versions.getFirst().number());
  }

  @Override
  public void close() {
    close.run();
  }
}
