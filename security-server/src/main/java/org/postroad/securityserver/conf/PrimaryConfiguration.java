// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of a primary node: kept as that of any server, and beside it a copy of its
 * newest version for secondary nodes. A copy that a crash has left behind, or that is damaged, is
 * written anew at the next start.
 */
public final class PrimaryConfiguration implements ConfigurationVersions {
  private static final Logger LOG = LoggerFactory.getLogger(PrimaryConfiguration.class);

  private final ServerConfigurationStore store;
  private final ConfigurationCopy copy;

  private PrimaryConfiguration(ServerConfigurationStore store, ConfigurationCopy copy) {
    this.store = store;
    this.copy = copy;
  }

  /**
   * Takes over a store, and its closing. A copy that is newer than all that is stored here was made
   * by another primary node, which this one takes the place of: it becomes the next version.
   */
  public static PrimaryConfiguration of(ServerConfigurationStore store, Path copy) {
    var primary = new PrimaryConfiguration(store, new ConfigurationCopy(copy));
    Optional<ServerConfigurationStore.Saved> copied = primary.readable();
    Optional<ServerConfigurationStore.Version> known = store.newest();
    if (copied.filter(one -> isNewer(one.version(), known)).isPresent()) {
      primary.takeOver(copied.get(), known);
    } else {
      store
          .load()
          .filter(saved ->
              !copied
                  .map(ServerConfigurationStore.Saved::version)
                  .equals(Optional.of(saved.version())))
          .ifPresent(primary.copy::write);
    }
    return primary;
  }

  private Optional<ServerConfigurationStore.Saved> readable() {
    try {
      return copy.read();
    } catch (Fault damaged) {
      LOG.warn("{}, it is written anew", damaged.text());
      return Optional.empty();
    }
  }

  private static boolean isNewer(
      ServerConfigurationStore.Version copied, Optional<ServerConfigurationStore.Version> known) {
    return known.isEmpty() || copied.savedAt().isAfter(known.get().savedAt());
  }

  private void takeOver(
      ServerConfigurationStore.Saved copied, Optional<ServerConfigurationStore.Version> known) {
    ServerConfigurationStore.Version theirs = copied.version();
    Author author =
        Author.system(
            "version %d of another primary node, by %s: %s"
                .formatted(theirs.number(), theirs.who(), theirs.why()));
    LOG.info("Server configuration taken over: {}", author.why());
    var _ =
        save(
            known.map(ServerConfigurationStore.Version::number).orElse(0L),
            copied.configuration(),
            author.who(),
            author.why());
  }

  @Override
  public Optional<ServerConfigurationStore.Saved> load() {
    return store.load();
  }

  @Override
  public Optional<ServerConfigurationStore.Version> newest() {
    return store.newest();
  }

  @Override
  public List<ServerConfigurationStore.Version> history() {
    return store.history();
  }

  @Override
  public Optional<ServerConfigurationStore.Saved> version(long number) {
    return store.version(number);
  }

  @Override
  public ServerConfigurationStore.Version save(
      long known, ServerConfiguration next, String who, String why) {
    ServerConfigurationStore.Version version = store.save(known, next, who, why);
    try {
      copy.write(new ServerConfigurationStore.Saved(version, next));
    } catch (UncheckedIOException e) {
      LOG.error("Secondary nodes do not get version {} before the next one", version.number(), e);
    }
    return version;
  }

  @Override
  public void requireChangeable() {}

  @Override
  public void close() {
    store.close();
  }
}
