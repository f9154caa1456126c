// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;

/** The copy of the global configuration that a server has stored, read beside the server. */
public final class StoredGlobalConfiguration {

  private StoredGlobalConfiguration() {}

  /** The copy, expired or not; nothing if there is none that is in order and of this anchor. */
  public static Optional<GlobalConfiguration> read(
      Path directory, ConfigurationAnchor anchor, AllowedFederations federations)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    StoredConfiguration stored = new ConfigurationFolder(directory).load(anchor.fingerprint());
    if (stored.filesOf(anchor.instance()).isEmpty()) {
      return Optional.empty();
    }
    try {
      return HeldConfiguration.none(anchor.instance(), federations).with(stored).read();
    } catch (Fault unreadable) {
      return Optional.empty();
    }
  }
}
