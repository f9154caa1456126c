// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.List;
import java.util.Optional;

/** The versions of a server configuration that are kept, to be looked at and not changed. */
public interface ConfigurationHistory {

  /** Every version, the newest first. */
  List<ServerConfigurationStore.Version> history();

  /** One version with its content; nothing if none of that number is kept. */
  Optional<ServerConfigurationStore.Saved> version(long number);
}
