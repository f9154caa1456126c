// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import static org.postroad.registry.membership.MembershipRules.require;

import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.membership.MembershipCommand.ChangeOwner;
import org.postroad.registry.membership.MembershipCommand.DisableClient;
import org.postroad.registry.membership.MembershipCommand.EnableClient;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.StartMaintenance;

/** The part of the rules that is about a server and those who use it (B54, B55, B57). */
record ServerRules(MembershipRules rules) {
  private static final int LONGEST_MESSAGE = 1000;

  void checkClient(RegisterClient c) {
    RegisteredServer server = rules.server(c.server());
    rules.requireKnown(c.client());
    require(
        !c.client().equals(c.server().owner()),
        "%s owns the security server and is no client of it",
        c.client());
    require(!server.serves(c.client()), "%s is a client already", c.client());
  }

  void checkDisabled(DisableClient c) {
    RegisteredServer server = rules.server(c.server());
    requireServed(server, c.client());
    require(server.clients().contains(c.client()), "%s is disabled already", c.client());
    require(
        rules.membership().managementServiceProvider().filter(c.client()::equals).isEmpty(),
        "%s provides the management services",
        c.client());
  }

  void checkEnabled(EnableClient c) {
    RegisteredServer server = rules.server(c.server());
    requireServed(server, c.client());
    require(server.disabledClients().contains(c.client()), "%s is enabled already", c.client());
  }

  void checkOwner(ChangeOwner c) {
    RegisteredServer server = rules.server(c.server());
    require(!c.newOwner().equals(c.server().owner()), "%s is the owner already", c.newOwner());
    requireServed(server, c.newOwner());
    require(
        rules.membership().server(renamed(c)).isEmpty(), "Security server %s exists", renamed(c));
  }

  /** The owner is part of a server's identifier (D07). */
  static SecurityServerId renamed(ChangeOwner c) {
    return new SecurityServerId(c.newOwner(), c.server().serverCode());
  }

  void checkMaintenance(StartMaintenance c) {
    RegisteredServer server = rules.server(c.server());
    c.message()
        .ifPresent(message -> MembershipRules.requireText("message", message, LONGEST_MESSAGE));
    require(server.maintenance().isEmpty(), "%s is in maintenance mode", c.server());
    boolean hostsManagement =
        rules
            .membership()
            .managementServiceProvider()
            .filter(p -> p.equals(c.server().owner()) || server.clients().contains(p))
            .isPresent();
    require(!hostsManagement, "%s serves the management services", c.server());
  }

  private static void requireServed(RegisteredServer server, ClientId client) {
    require(server.serves(client), "%s is not a client of %s", client, server.id());
  }
}
