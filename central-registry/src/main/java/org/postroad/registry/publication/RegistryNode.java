// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.util.List;
import java.util.Optional;
import org.postroad.registry.publication.SigningKeys.SourceKeys;

/**
 * One of the machines that publish for an instance: where it is reached, and the keys it signs with
 * (A108). A registry on one machine is the node {@link #FIRST}.
 *
 * @param address host, with a port if it is not 80; not known for a node that told none
 */
public record RegistryNode(
    String name, Optional<String> address, SourceKeys internal, SourceKeys external) {
  public static final String FIRST = "node_0";

  static RegistryNode unknown(String name) {
    var none = new SourceKeys(Optional.empty(), List.of());
    return new RegistryNode(name, Optional.empty(), none, none);
  }

  /** The keys of one of the two directories. */
  public SourceKeys keys(ConfigurationSource source) {
    return switch (source) {
      case INTERNAL -> internal;
      case EXTERNAL -> external;
    };
  }

  /** Tells whether clients could verify both directories of this node. */
  public boolean canPublish() {
    return internal.active().isPresent() && external.active().isPresent();
  }
}
