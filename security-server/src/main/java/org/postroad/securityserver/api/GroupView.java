// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.List;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Client.LocalGroup;

/** A group of a client, its members in the order of their identifiers. */
record GroupView(
    String id, String code, String description, int memberCount, List<MemberView> members) {

  /** One member of it. */
  record MemberView(String id, String name) {}

  static GroupView of(ClientId owner, LocalGroup group, GlobalConfiguration global) {
    return new GroupView(
        Numbers.ofGroup(owner, group.id()),
        group.id().groupCode(),
        group.description(),
        group.members().size(),
        group.members().stream()
            .map(member -> new MemberView(Encoded.of(member), name(member, global)))
            .sorted((one, other) -> one.id().compareTo(other.id()))
            .toList());
  }

  /** Of the member, which its subsystems share; its identifier where nobody knows one. */
  static String name(ClientId client, GlobalConfiguration global) {
    return global
        .member(client.member())
        .map(SharedParameters.Member::name)
        .orElseGet(() -> Encoded.of(client));
  }
}
