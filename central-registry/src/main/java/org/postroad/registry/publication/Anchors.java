// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.ConfigurationAnchor.Source;

/** The anchors a registry hands out: where a directory is and every key it may be signed with. */
public final class Anchors {
  private Anchors() {}

  /** The anchor of one directory, with active and inactive keys (A05). */
  public static ConfigurationAnchor of(
      RegistrySnapshot snapshot, ConfigurationSource source, String address, Instant now) {
    return new ConfigurationAnchor(
        Optional.of(now),
        snapshot.membership().instance(),
        List.of(
            new Source(
                "http://" + address + "/" + source.directoryName(),
                snapshot.keys(source).certificates())));
  }
}
