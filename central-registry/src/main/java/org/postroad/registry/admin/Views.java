// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredMember;
import org.postroad.registry.membership.RegisteredServer;

/** What several resources show of the same things. */
final class Views {
  private Views() {}

  /** A member or subsystem by its parts and as a whole. */
  record ClientIdView(
      String instanceId,
      String type,
      String memberClass,
      String memberCode,
      Optional<String> subsystemCode,
      String encodedId) {

    static ClientIdView of(ClientId id) {
      return new ClientIdView(
          id.instance(),
          id.subsystemCode().isPresent() ? "SUBSYSTEM" : "MEMBER",
          id.memberClass(),
          id.memberCode(),
          id.subsystemCode(),
          Encoded.of(id));
    }
  }

  /** A security server by its parts and as a whole. */
  record ServerIdView(
      String instanceId,
      String type,
      String memberClass,
      String memberCode,
      String serverCode,
      String encodedId) {

    static ServerIdView of(SecurityServerId id) {
      return new ServerIdView(
          id.owner().instance(),
          "SERVER",
          id.owner().memberClass(),
          id.owner().memberCode(),
          id.serverCode(),
          Encoded.of(id));
    }
  }

  /** A member, or a subsystem with the name of its member. */
  record Client(
      ClientIdView clientId, Optional<String> memberName, Optional<String> subsystemName) {

    static Client of(MembershipSnapshot membership, ClientId id) {
      Optional<RegisteredMember> member = member(membership, id);
      return new Client(
          ClientIdView.of(id),
          member.map(RegisteredMember::name),
          member.stream()
              .flatMap(m -> m.subsystems().entrySet().stream())
              .filter(subsystem -> subsystem.getKey().equals(id))
              .flatMap(subsystem -> subsystem.getValue().stream())
              .findFirst());
    }
  }

  /** A security server. */
  record SecurityServer(
      ServerIdView serverId,
      Optional<String> ownerName,
      String serverAddress,
      boolean inMaintenanceMode,
      Optional<String> maintenanceModeMessage,
      Optional<Instant> createdAt,
      Optional<Instant> updatedAt) {

    static SecurityServer of(MembershipSnapshot membership, RegisteredServer server) {
      return new SecurityServer(
          ServerIdView.of(server.id()),
          member(membership, server.id().owner()).map(RegisteredMember::name),
          server.address(),
          server.maintenance().isPresent(),
          server.maintenance().flatMap(RegisteredServer.Maintenance::message),
          Optional.empty(),
          Optional.empty());
    }
  }

  static Optional<RegisteredMember> member(MembershipSnapshot membership, ClientId id) {
    return membership.members().stream()
        .filter(member -> member.id().equals(id.member()))
        .findFirst();
  }

  static boolean exists(MembershipSnapshot membership, ClientId id) {
    return member(membership, id)
        .filter(m -> id.equals(m.id()) || m.subsystems().keySet().stream().anyMatch(id::equals))
        .isPresent();
  }

  /** The servers a client is registered at, enabled or not. */
  static List<RegisteredServer> usedServers(MembershipSnapshot membership, ClientId id) {
    return membership.servers().stream().filter(server -> server.serves(id)).toList();
  }
}
