// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** The configuration of a secondary node: whatever copy of the primary one's there is (F03). */
public final class SecondaryConfiguration implements ConfigurationVersions {
  private final ConfigurationCopy copy;

  public SecondaryConfiguration(Path copy) {
    this.copy = new ConfigurationCopy(copy);
  }

  /** Why nothing is changed here. */
  public static Fault refusal() {
    return new Fault(
        FaultCode.BAD_REQUEST,
        "This is a secondary node: configuration and keys are changed on the primary node");
  }

  @Override
  public Optional<ServerConfigurationStore.Saved> load() {
    return copy.read();
  }

  @Override
  public Optional<ServerConfigurationStore.Version> newest() {
    return copy.version();
  }

  /** The version that was copied last; those before it are on the primary node. */
  @Override
  public List<ServerConfigurationStore.Version> history() {
    return newest().stream().toList();
  }

  @Override
  public Optional<ServerConfigurationStore.Saved> version(long number) {
    return load().filter(saved -> saved.version().number() == number);
  }

  @Override
  public ServerConfigurationStore.Version save(
      long known, ServerConfiguration next, String who, String why) {
    throw refusal();
  }

  @Override
  public void requireChangeable() {
    throw refusal();
  }

  @Override
  public void close() {}
}
