// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

/**
 * What can be done to the nodes of a registry. Accepted commands are kept for ever and replayed in
 * order, so a record once released keeps its meaning.
 */
public sealed interface NodeCommand {
  String node();

  /** Tells where clients reach a node; the others list it from then on (A108). */
  record AnnounceNode(String node, String address) implements NodeCommand {}

  /** Lists a node no longer; its keys stay until they are deleted. */
  record WithdrawNode(String node) implements NodeCommand {}
}
