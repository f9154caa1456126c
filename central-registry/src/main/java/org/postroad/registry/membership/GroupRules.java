// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import static org.postroad.registry.membership.MembershipRules.LONGEST_TEXT;
import static org.postroad.registry.membership.MembershipRules.isPublishable;
import static org.postroad.registry.membership.MembershipRules.require;
import static org.postroad.registry.membership.MembershipRules.requireEditable;
import static org.postroad.registry.membership.MembershipRules.requireStrict;
import static org.postroad.registry.membership.MembershipRules.requireText;

import java.util.stream.Stream;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.Identifiers;
import org.postroad.registry.membership.MembershipCommand.AddGroupMember;
import org.postroad.registry.membership.MembershipCommand.DefineGroup;
import org.postroad.registry.membership.MembershipCommand.DescribeGroup;
import org.postroad.registry.membership.MembershipCommand.RemoveGroupMember;

/** The part of the rules that is about global groups; the owners' is left alone (D08). */
record GroupRules(MembershipRules rules) {

  void check(DefineGroup c) {
    rules.requireOwn(c.id().instance(), c.id());
    requireEditable(c.id());
    requireStrict("group code", c.id().groupCode());
    requireText("description", c.description(), LONGEST_TEXT);
    require(rules.membership().group(c.id()).isEmpty(), "Group %s exists", c.id());
  }

  void check(DescribeGroup c) {
    requireEditable(c.id());
    var _ = rules.group(c.id());
    requireText("description", c.description(), LONGEST_TEXT);
  }

  void check(AddGroupMember c) {
    requireEditable(c.group());
    requireKnownOrForeign(c.member());
    require(!rules.group(c.group()).members().contains(c.member()), "%s is in it", c.member());
  }

  void check(RemoveGroupMember c) {
    requireEditable(c.group());
    require(rules.group(c.group()).members().contains(c.member()), "%s is not in it", c.member());
  }

  private void requireKnownOrForeign(ClientId client) {
    if (client.instance().equals(rules.membership().instance())) {
      rules.requireKnown(client);
      return;
    }
    boolean printable =
        Stream.of(
                client.instance(),
                client.memberClass(),
                client.memberCode(),
                client.subsystemCode().orElse("-"))
            .allMatch(part -> Identifiers.isPrintable(part) && isPublishable(part));
    require(printable, "%s has characters that identifiers must not have", client);
  }
}
