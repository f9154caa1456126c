// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import static org.postroad.registry.membership.MembershipRules.LONGEST_TEXT;
import static org.postroad.registry.membership.MembershipRules.require;
import static org.postroad.registry.membership.MembershipRules.requireStrict;
import static org.postroad.registry.membership.MembershipRules.requireText;

import org.postroad.protocol.identifier.ClientId;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.DescribeMemberClass;
import org.postroad.registry.membership.MembershipCommand.RenameMember;
import org.postroad.registry.membership.MembershipCommand.RenameSubsystem;

/** The part of the rules that is about members, their classes and their subsystems (D04). */
record MemberRules(MembershipRules rules) {

  void check(DefineMemberClass c) {
    requireStrict("member class", c.code());
    requireText("description", c.description(), LONGEST_TEXT);
    require(!rules.membership().hasMemberClass(c.code()), "Member class %s exists", c.code());
  }

  void check(DescribeMemberClass c) {
    rules.requireMemberClass(c.code());
    requireText("description", c.description(), LONGEST_TEXT);
  }

  void check(AddMember c) {
    requireNew(c.id(), c.id().memberCode());
    requireText("name", c.name(), LONGEST_TEXT);
    String memberClass = c.id().memberClass();
    require(rules.membership().hasMemberClass(memberClass), "No member class %s", memberClass);
  }

  void check(RenameMember c) {
    rules.requireKnown(c.id());
    requireText("name", c.name(), LONGEST_TEXT);
  }

  void check(AddSubsystem c) {
    rules.requireKnown(c.id().member());
    requireNew(c.id(), c.id().code());
    c.name().ifPresent(name -> requireText("name", name, LONGEST_TEXT));
  }

  void check(RenameSubsystem c) {
    rules.requireKnown(c.id());
    requireText("name", c.name(), LONGEST_TEXT);
  }

  private void requireNew(ClientId client, String code) {
    rules.requireOwn(client.instance(), client);
    requireStrict("code", code);
    require(!rules.membership().exists(client), "%s exists", client);
  }
}
