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

  /**
   * Where the client stands in being registered at this server (D23). Requests begin a change,
   * {@link #seen} ends it: what counts is what the global configuration says.
   */
  public enum Status {
    SAVED,
    REGISTRATION_IN_PROGRESS,
    REGISTERED,
    DELETION_IN_PROGRESS,
    GLOBAL_ERROR,
    DISABLING_IN_PROGRESS,
    DISABLED,
    ENABLING_IN_PROGRESS;

    /** What it becomes when a global configuration lists the client here, or does not (B62). */
    public Status seen(boolean listed) {
      return switch (this) {
        case SAVED, REGISTRATION_IN_PROGRESS, GLOBAL_ERROR, ENABLING_IN_PROGRESS ->
            listed ? REGISTERED : this;
        case REGISTERED -> listed ? this : GLOBAL_ERROR;
        case DISABLING_IN_PROGRESS -> listed ? this : DISABLED;
        case DISABLED, DELETION_IN_PROGRESS -> this;
      };
    }
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
            .map(ServiceDescription.Service::fullCode)
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

  public Client withStatus(Status next) {
    return new Client(
        id,
        next,
        connectionType,
        informationSystemCertificates,
        serviceDescriptions,
        localGroups,
        accessRights);
  }

  public Client withConnectionType(ConnectionType next) {
    return new Client(
        id,
        status,
        next,
        informationSystemCertificates,
        serviceDescriptions,
        localGroups,
        accessRights);
  }

  public Client withInformationSystemCertificates(List<X509Certificate> next) {
    return new Client(
        id, status, connectionType, next, serviceDescriptions, localGroups, accessRights);
  }

  public Client withServiceDescriptions(List<ServiceDescription> next) {
    return new Client(
        id, status, connectionType, informationSystemCertificates, next, localGroups, accessRights);
  }

  public Client withLocalGroups(List<LocalGroup> next) {
    return new Client(
        id,
        status,
        connectionType,
        informationSystemCertificates,
        serviceDescriptions,
        next,
        accessRights);
  }

  public Client withAccessRights(List<AccessRight> next) {
    return new Client(
        id,
        status,
        connectionType,
        informationSystemCertificates,
        serviceDescriptions,
        localGroups,
        next);
  }
}
