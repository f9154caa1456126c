// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.postroad.securityserver.conf.ConfigurationHistory;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore.Saved;
import org.postroad.securityserver.conf.ServerConfigurationStore.Version;

/** The versions of a configuration along the time; each is read once. */
final class Versions {
  /** How far is looked for a change: each version is a whole configuration to be read. */
  private static final int FARTHEST = 200;

  private final ConfigurationHistory history;
  private final List<Version> newestFirst;
  private final Map<Long, Optional<Saved>> read = new HashMap<>();

  Versions(ConfigurationHistory history) {
    this.history = history;
    this.newestFirst = history.history();
  }

  /** The version that was in force at a time; the first one for times before it. */
  Optional<Saved> at(Instant time) {
    return newestFirst.stream()
        .filter(version -> !version.savedAt().isAfter(time))
        .findFirst()
        .or(() -> newestFirst.reversed().stream().findFirst())
        .flatMap(this::read);
  }

  Optional<Saved> newest() {
    return newestFirst.stream().findFirst().flatMap(this::read);
  }

  /** Which version ended what had been so before; nothing if it never had been. */
  Optional<Version> endOf(Predicate<ServerConfiguration> soBefore, Version until) {
    Optional<Version> after = Optional.empty();
    List<Version> earlier =
        newestFirst.stream().filter(version -> version.number() <= until.number()).toList();
    for (Version version : earlier.stream().limit(FARTHEST).toList()) {
      if (read(version).filter(saved -> soBefore.test(saved.configuration())).isPresent()) {
        return after;
      }
      after = Optional.of(version);
    }
    return Optional.empty();
  }

  /** Which later version is the first in which something is so. */
  Optional<Version> beginAfter(Version since, Predicate<ServerConfiguration> so) {
    return newestFirst.reversed().stream()
        .filter(version -> version.number() > since.number())
        .limit(FARTHEST)
        .filter(
            version -> read(version).filter(saved -> so.test(saved.configuration())).isPresent())
        .findFirst();
  }

  /** Since which version something has been so without a break, up to this one. */
  Optional<Version> since(Predicate<ServerConfiguration> so, Version until) {
    Optional<Version> since = Optional.empty();
    List<Version> earlier =
        newestFirst.stream().filter(version -> version.number() <= until.number()).toList();
    for (Version version : earlier.stream().limit(FARTHEST).toList()) {
      if (read(version).filter(saved -> so.test(saved.configuration())).isEmpty()) {
        return since;
      }
      since = Optional.of(version);
    }
    return since;
  }

  private Optional<Saved> read(Version version) {
    return read.computeIfAbsent(version.number(), history::version);
  }

  /** As an explanation names it. */
  static String name(Version version) {
    return "configuration version " + version.number();
  }

  /** Who made it, when and why. */
  static String made(Version version) {
    return "saved at " + version.savedAt() + " by " + version.who() + ": " + version.why();
  }
}
