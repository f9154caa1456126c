// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.publication.NodeCommand.AnnounceNode;
import org.postroad.registry.publication.NodeCommand.WithdrawNode;

/**
 * The nodes of a registry and their addresses. A refused command changes nothing. Not thread-safe:
 * its owner takes turns.
 */
public final class RegistryNodes {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern ADDRESS = Pattern.compile("[\\[\\]A-Za-z0-9:._-]{1,260}");

  private final Map<String, String> addresses = new LinkedHashMap<>();

  /** Refuses a command that breaks a rule; changes nothing. */
  public void check(NodeCommand command) {
    requireName(command.node());
    switch (command) {
      case AnnounceNode c -> {
        if (!ADDRESS.matcher(c.address()).matches()) {
          throw refused("Address '" + c.address() + "' of a node, expected a host and a port");
        }
      }
      case WithdrawNode c -> {
        if (!addresses.containsKey(c.node())) {
          throw new Fault(FaultCode.NOT_FOUND, "No node is named '" + c.node() + "'");
        }
      }
    }
  }

  /** Checks and carries out. */
  public void apply(NodeCommand command) {
    check(command);
    switch (command) {
      case AnnounceNode c -> addresses.put(c.node(), c.address());
      case WithdrawNode c -> addresses.remove(c.node());
    }
  }

  /** An immutable copy, with the keys of each; the first node is always there. */
  public List<RegistryNode> snapshot(SigningKeys keys) {
    Set<String> names = new LinkedHashSet<>();
    names.add(RegistryNode.FIRST);
    names.addAll(addresses.keySet());
    names.addAll(keys.nodes());
    return names.stream()
        .map(name ->
            new RegistryNode(
                name,
                Optional.ofNullable(addresses.get(name)),
                keys.snapshot(name, ConfigurationSource.INTERNAL),
                keys.snapshot(name, ConfigurationSource.EXTERNAL)))
        .toList();
  }

  /** Refuses what cannot name a node. */
  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw refused("A node named '" + name + "', expected letters, digits, '_', '.' and '-'");
    }
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
