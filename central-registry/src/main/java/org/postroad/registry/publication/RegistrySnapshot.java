// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.util.List;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.trust.ApprovedServices;

/** All that a registry publishes, at one moment. */
public record RegistrySnapshot(
    MembershipSnapshot membership,
    ApprovedServices.Snapshot services,
    List<RegistryNode> nodes,
    List<OptionalPart> parts) {

  public RegistrySnapshot {
    nodes = List.copyOf(nodes);
    parts = List.copyOf(parts);
  }

  /** The same with these parts besides the two of the core. */
  public RegistrySnapshot withParts(List<OptionalPart> newParts) {
    return new RegistrySnapshot(membership, services, nodes, newParts);
  }

  /** One of the nodes; the first is always there, others once they have a key or an address. */
  public RegistryNode node(String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseGet(() -> RegistryNode.unknown(name));
  }
}
