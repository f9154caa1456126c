// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.Optional;
import org.postroad.protocol.fault.Fault;

/** Where the versions of a server configuration are kept, as far as a running server needs it. */
public interface ConfigurationVersions extends ConfigurationHistory, AutoCloseable {

  /** The newest version, nothing before the first was saved. */
  Optional<ServerConfigurationStore.Saved> load();

  /** Which version is the newest, nothing before the first was saved. */
  Optional<ServerConfigurationStore.Version> newest();

  /**
   * Saves the version after {@code known}; durable when it returns.
   *
   * @param known the version that {@code next} was made from, 0 before the first
   * @throws Fault {@code bad_request} when somebody else has saved since, or nothing is saved here
   */
  ServerConfigurationStore.Version save(
      long known, ServerConfiguration next, String who, String why);

  /**
   * Refuses where {@link #save} would refuse whatever it is given.
   *
   * @throws Fault {@code bad_request}
   */
  void requireChangeable();

  @Override
  void close();
}
