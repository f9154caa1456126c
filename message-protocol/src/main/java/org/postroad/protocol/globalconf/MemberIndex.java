// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.globalconf.SharedParameters.GlobalGroup;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.globalconf.SharedParameters.Subsystem;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;

/** Members, subsystems and global groups of all instances by their identifiers. */
record MemberIndex(
    Map<MemberId, Member> members,
    Map<SubsystemId, Subsystem> subsystems,
    Map<GlobalGroupId, Set<ClientId>> groups) {

  static MemberIndex of(List<SharedParameters> instances) {
    var members = new HashMap<MemberId, Member>();
    var subsystems = new HashMap<SubsystemId, Subsystem>();
    var groups = new HashMap<GlobalGroupId, Set<ClientId>>();
    for (SharedParameters parameters : instances) {
      for (Member member : parameters.members()) {
        members.put(member.id(), member);
        member.subsystems().forEach(subsystem -> subsystems.put(subsystem.id(), subsystem));
      }
      for (GlobalGroup group : parameters.globalGroups()) {
        groups.put(group.id(), Set.copyOf(group.members()));
      }
    }
    return new MemberIndex(members, subsystems, groups);
  }

  Optional<Member> member(MemberId id) {
    return Optional.ofNullable(members.get(id));
  }

  boolean exists(ClientId client) {
    return switch (client) {
      case MemberId member -> members.containsKey(member);
      case SubsystemId subsystem -> subsystems.containsKey(subsystem);
    };
  }

  Optional<String> subsystemName(SubsystemId id) {
    return Optional.ofNullable(subsystems.get(id)).flatMap(Subsystem::name);
  }

  boolean isMember(GlobalGroupId group, ClientId client) {
    return groups.getOrDefault(group, Set.of()).contains(client);
  }
}
