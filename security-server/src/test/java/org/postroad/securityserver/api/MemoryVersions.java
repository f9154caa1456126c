// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.securityserver.conf.ConfigurationVersions;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore.Saved;
import org.postroad.securityserver.conf.ServerConfigurationStore.Version;
import org.postroad.testing.TestAuthority;

/** Versions of a configuration that are forgotten with the test. */
final class MemoryVersions implements ConfigurationVersions {
  private final List<Saved> saved = new ArrayList<>();

  MemoryVersions(ServerConfiguration first) {
    begin(first);
  }

  /** Begins again with this as the first version. */
  void begin(ServerConfiguration first) {
    saved.clear();
    var _ = save(0, first, "test", "beginning");
  }

  @Override
  public Optional<Version> newest() {
    return load().map(Saved::version);
  }

  @Override
  public Optional<Saved> load() {
    return Optional.of(saved.getLast());
  }

  @Override
  public List<Version> history() {
    return saved.reversed().stream().map(Saved::version).toList();
  }

  @Override
  public Optional<Saved> version(long number) {
    return saved.stream().filter(each -> each.version().number() == number).findFirst();
  }

  @Override
  public void requireChangeable() {}

  @Override
  public Version save(long known, ServerConfiguration next, String who, String why) {
    Version version = new Version(known + 1, TestAuthority.NOW, who, why);
    saved.add(new Saved(version, next));
    return version;
  }

  @Override
  public void close() {}
}
