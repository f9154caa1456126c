// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the nodes of a registry go, as one of them sees it (F11).
 *
 * @param configured whether there can be several
 * @param node the name of the one that was asked
 */
public record ClusterStatus(boolean configured, String node, List<NodeStatus> nodes) {
  public ClusterStatus {
    nodes = List.copyOf(nodes);
  }

  /** How long ago a node published. */
  public enum State {
    OK,
    /** Longer than the interval of publication. */
    WARN,
    /** Longer than what it published may be used. */
    ERROR,
    /** It never did. */
    UNKNOWN
  }

  /** One node. */
  public record NodeStatus(
      String name, Optional<String> address, Optional<Instant> generatedAt, State state) {}

  public boolean isAllOk() {
    return nodes.stream().allMatch(each -> each.state() == State.OK);
  }
}
