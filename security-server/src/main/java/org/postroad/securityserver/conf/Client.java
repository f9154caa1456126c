// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.LocalGroupId;

/**
 * A member or subsystem that uses this server: how its information systems connect, what services
 * it offers and who may call them.
 *
 * @param informationSystemCertificates the only ones accepted where the connection type is {@link
 *     ConnectionType#HTTPS}
 */
public record Client(
    ClientId id,
    Status status,
    ConnectionType connectionType,
    List<X509Certificate> informationSystemCertificates,
    List<ServiceDescription> serviceDescriptions,
    List<LocalGroup> localGroups,
    List<AccessRight> accessRights) {

  /** Where the client stands in being registered at this server. */
  public enum Status {
    SAVED,
    REGISTRATION_IN_PROGRESS,
    REGISTERED,
    DELETION_IN_PROGRESS,
    GLOBAL_ERROR,
    DISABLING_IN_PROGRESS,
    DISABLED,
    ENABLING_IN_PROGRESS
  }

  /** How the client's information systems must connect. */
  public enum ConnectionType {
    HTTP,
    HTTPS_NO_AUTH,
    HTTPS
  }

  /** A group that the client keeps for its own services (D09). */
  public record LocalGroup(LocalGroupId id, String description, Set<ClientId> members) {
    public LocalGroup {
      members = Set.copyOf(members);
    }
  }

  public Client {
    informationSystemCertificates = List.copyOf(informationSystemCertificates);
    serviceDescriptions = List.copyOf(serviceDescriptions);
    localGroups = List.copyOf(localGroups);
    accessRights = List.copyOf(accessRights);
    requireDistinct(id, "local group", localGroups.stream().map(LocalGroup::id).toList());
    requireDistinct(
        id,
        "service",
        serviceDescriptions.stream()
            .flatMap(description -> description.services().stream())
            .map(service -> service.code() + service.version().map(v -> "." + v).orElse(""))
            .toList());
  }

  private static void requireDistinct(ClientId id, String what, List<?> values) {
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(what + " " + value + " of " + id + " is there twice");
      }
    }
  }

  public boolean isRegistered() {
    return status == Status.REGISTERED;
  }
}
