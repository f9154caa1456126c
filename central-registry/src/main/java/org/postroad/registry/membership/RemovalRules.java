// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import static org.postroad.registry.membership.MembershipRules.require;

import java.util.List;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.membership.MembershipCommand.RemoveGroup;
import org.postroad.registry.membership.MembershipCommand.RemoveMember;
import org.postroad.registry.membership.MembershipCommand.RemoveMemberClass;
import org.postroad.registry.membership.MembershipCommand.RemoveSubsystem;

/**
 * The part of the rules that is about what goes for good: nothing that something else still needs
 * (E40, E43). A server goes with all that is registered at it, so it has no rule of this kind.
 */
record RemovalRules(MembershipRules rules) {

  void check(RemoveMemberClass c) {
    rules.requireMemberClass(c.code());
    require(!rules.membership().hasMembersOf(c.code()), "There are members of class %s", c.code());
  }

  void check(RemoveMember c) {
    rules.requireKnown(c.id());
    requireUnused(c.id());
    subsystems(c.id()).forEach(this::requireUnused);
  }

  void check(RemoveSubsystem c) {
    rules.requireKnown(c.id());
    requireUnused(c.id());
  }

  void check(RemoveGroup c) {
    MembershipRules.requireEditable(c.id());
    var _ = rules.group(c.id());
  }

  private List<ClientId> subsystems(MemberId member) {
    return rules.membership().member(member).stream()
        .flatMap(known -> known.subsystems().keySet().stream())
        .map(ClientId.class::cast)
        .toList();
  }

  private void requireUnused(ClientId client) {
    List<SecurityServerId> servers = rules.membership().serversOf(client);
    require(servers.isEmpty(), "%s is registered at %s", client, servers);
    boolean provides =
        rules.membership().managementServiceProvider().filter(client::equals).isPresent();
    require(!provides, "%s provides the management services", client);
  }
}
