// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.registry.publication.ClusterStatus;
import org.postroad.registry.publication.ClusterStatus.NodeStatus;
import org.postroad.registry.publication.ClusterStatus.State;
import org.postroad.registry.publication.Published;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.registry.store.NodeGeneration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stage: what each node has noted of its generations, judged by the intervals of this one. */
record FindClusterStatus(RegistryOptions options, AcceptChange acceptChange, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(FindClusterStatus.class);

  /** Lets the others know; what is served already stays served if that fails. */
  void note(Published published) {
    try {
      acceptChange
          .journal()
          .published(new NodeGeneration(options.role().node(), published.generatedAt()));
    } catch (Fault unreachable) {
      LOG.warn("cannot note a generation for the other nodes", unreachable);
    }
  }

  /**
   * @param ownAddress where clients are sent to reach this node
   */
  ClusterStatus get(String ownAddress) {
    var generated = new HashMap<String, Instant>();
    for (NodeGeneration generation : acceptChange.journal().generations()) {
      generated.put(generation.node(), generation.generatedAt());
    }
    String own = options.role().node();
    return new ClusterStatus(
        acceptChange.journal().isShared(),
        own,
        acceptChange.snapshot().nodes().stream()
            .filter(node -> node.canPublish() || node.name().equals(own))
            .map(node -> status(node, ownAddress, generated))
            .toList());
  }

  private NodeStatus status(RegistryNode node, String ownAddress, Map<String, Instant> generated) {
    Optional<String> address =
        node.name().equals(options.role().node()) ? Optional.of(ownAddress) : node.address();
    Optional<Instant> last = Optional.ofNullable(generated.get(node.name()));
    return new NodeStatus(node.name(), address, last, last.map(this::state).orElse(State.UNKNOWN));
  }

  private State state(Instant generatedAt) {
    Instant now = clock.instant();
    if (generatedAt.plus(options.policy().expiry()).isBefore(now)) {
      return State.ERROR;
    }
    boolean late = generatedAt.plus(options.policy().publicationInterval()).isBefore(now);
    return late ? State.WARN : State.OK;
  }
}
