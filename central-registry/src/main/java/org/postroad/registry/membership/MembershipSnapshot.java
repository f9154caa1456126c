// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;

/**
 * The membership of an instance at one moment.
 *
 * @param memberClasses descriptions by code
 */
public record MembershipSnapshot(
    String instance,
    Map<String, String> memberClasses,
    List<RegisteredMember> members,
    List<RegisteredServer> servers,
    List<RegisteredGroup> groups,
    Optional<ClientId> managementServiceProvider) {

  public MembershipSnapshot {
    memberClasses = Collections.unmodifiableMap(new LinkedHashMap<>(memberClasses));
    members = List.copyOf(members);
    servers = List.copyOf(servers);
    groups = List.copyOf(groups);
  }
}
