// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import static org.postroad.registry.membership.MembershipRules.require;
import static org.postroad.registry.membership.MembershipRules.requireStrict;

import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.membership.MembershipCommand.AddAuthenticationCertificate;
import org.postroad.registry.membership.MembershipCommand.ChangeOwner;
import org.postroad.registry.membership.MembershipCommand.ChangeServerAddress;
import org.postroad.registry.membership.MembershipCommand.DisableClient;
import org.postroad.registry.membership.MembershipCommand.EnableClient;
import org.postroad.registry.membership.MembershipCommand.EndMaintenance;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.RemoveAuthenticationCertificate;
import org.postroad.registry.membership.MembershipCommand.RemoveClient;
import org.postroad.registry.membership.MembershipCommand.StartMaintenance;

/** The part of the rules that is about a server and those who use it (B54, B55, B57). */
record ServerRules(MembershipRules rules) {
  private static final int LONGEST_MESSAGE = 1000;

  void checkNew(RegisterServer c) {
    rules.requireKnown(c.id().owner());
    requireStrict("server code", c.id().serverCode());
    require(rules.membership().server(c.id()).isEmpty(), "Security server %s exists", c.id());
    ServerAddress.require(c.address());
    rules.requireFree(c.authenticationCertificate());
  }

  void checkAddress(ChangeServerAddress c) {
    var _ = rules.server(c.server());
    ServerAddress.require(c.address());
  }

  void checkCertificate(AddAuthenticationCertificate c) {
    var _ = rules.server(c.server());
    rules.requireFree(c.certificate());
  }

  void checkRemovedCertificate(RemoveAuthenticationCertificate c) {
    require(
        rules.server(c.server()).authenticationCertificates().contains(c.certificate()),
        "The certificate is not registered at %s",
        c.server());
  }

  void checkClient(RegisterClient c) {
    RegisteredServer server = rules.server(c.server());
    rules.requireKnown(c.client());
    require(
        !c.client().equals(c.server().owner()),
        "%s owns the security server and is no client of it",
        c.client());
    require(!server.serves(c.client()), "%s is a client already", c.client());
  }

  void checkRemovedClient(RemoveClient c) {
    require(
        rules.server(c.server()).serves(c.client()),
        "%s is not a client of %s",
        c.client(),
        c.server());
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

  void checkEnd(EndMaintenance c) {
    require(
        rules.server(c.server()).maintenance().isPresent(),
        "%s is not in maintenance mode",
        c.server());
  }

  private static void requireServed(RegisteredServer server, ClientId client) {
    require(server.serves(client), "%s is not a client of %s", client, server.id());
  }
}
