// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.util.List;

/**
 * What a node says of itself (E12, E46).
 *
 * @param address what clients are told: host, with a port if it is not 80
 * @param tokenActive whether its signing keys can be used
 * @param nodes all that publish for the instance, this one among them
 */
public record SystemStatus(
    String instance, String node, String address, boolean tokenActive, List<RegistryNode> nodes) {

  public SystemStatus {
    nodes = List.copyOf(nodes);
  }

  public boolean isClustered() {
    return nodes.size() > 1;
  }
}
