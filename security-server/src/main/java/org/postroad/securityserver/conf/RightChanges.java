// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.Identifiers;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.AccessRight.Subject;
import org.postroad.securityserver.conf.Client.LocalGroup;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/**
 * What an administrator does with rights to services and with the groups of a client (D09, D10).
 */
public final class RightChanges {

  private RightChanges() {}

  /** Gives rights; who has one already keeps it. */
  public static ServerConfiguration grant(
      ServerConfiguration now,
      ClientId owner,
      Collection<AccessRight> rights,
      GlobalConfiguration global) {
    Client client = ClientChanges.known(now, owner);
    for (AccessRight right : rights) {
      requireEndpoint(client, right);
      requireSubject(now, client, right.subject(), global);
    }
    Set<AccessRight> all = new LinkedHashSet<>(client.accessRights());
    all.addAll(rights);
    return now.withClient(client.withAccessRights(List.copyOf(all)));
  }

  /**
   * Takes rights away.
   *
   * @throws Fault {@code not_found} where nobody has one of them
   */
  public static ServerConfiguration revoke(
      ServerConfiguration now, ClientId owner, Collection<AccessRight> rights) {
    Client client = ClientChanges.known(now, owner);
    List<AccessRight> rest = new ArrayList<>(client.accessRights());
    for (AccessRight right : rights) {
      if (!rest.remove(right)) {
        throw new Fault(
            FaultCode.NOT_FOUND,
            "There is no such right to " + right.serviceCode() + " of " + owner);
      }
    }
    return now.withClient(client.withAccessRights(rest));
  }

  private static void requireEndpoint(Client client, AccessRight right) {
    boolean known =
        client.serviceDescriptions().stream()
            .flatMap(description -> description.services().stream())
            .filter(service -> service.code().equals(right.serviceCode()))
            .anyMatch(service ->
                right.endpoint().equals(Endpoint.BASE)
                    || service.endpoints().all().contains(right.endpoint()));
    if (!known) {
      throw new Fault(
          FaultCode.NOT_FOUND,
          "Client "
              + client.id()
              + " has no service "
              + right.serviceCode()
              + " with endpoint "
              + right.endpoint().method()
              + " "
              + right.endpoint().path());
    }
  }

  private static void requireSubject(
      ServerConfiguration now, Client client, Subject subject, GlobalConfiguration global) {
    switch (subject) {
      case Subject.OfClient(MemberId member) ->
          throw ClientChanges.refused(
              "Rights are given to subsystems and groups, not to member " + member);
      case Subject.OfClient(SubsystemId id) -> requireKnown(now, id, global);
      case Subject.OfGlobalGroup(GlobalGroupId id) -> {
        if (global.parameters(id.instance()).stream()
            .flatMap(parameters -> parameters.globalGroups().stream())
            .map(SharedParameters.GlobalGroup::id)
            .noneMatch(id::equals)) {
          throw new Fault(FaultCode.NOT_FOUND, "There is no global group " + id);
        }
      }
      case Subject.OfLocalGroup(LocalGroupId id) -> {
        var _ = known(client, id);
      }
    }
  }

  private static void requireKnown(
      ServerConfiguration now, ClientId id, GlobalConfiguration global) {
    if (!global.exists(id) && now.client(id).isEmpty()) {
      throw new Fault(FaultCode.NOT_FOUND, "Nobody knows " + id);
    }
  }

  public static ServerConfiguration addGroup(
      ServerConfiguration now, ClientId owner, LocalGroupId id, String description) {
    Client client = ClientChanges.known(now, owner);
    if (client.localGroups().stream().anyMatch(group -> group.id().equals(id))) {
      throw ClientChanges.refused("Client " + owner + " has a group " + id + " already");
    }
    if (!Identifiers.isStrict(id.groupCode())) {
      throw ClientChanges.refused(
          "'" + id.groupCode() + "' has characters that a new identifier may not have");
    }
    List<LocalGroup> next = new ArrayList<>(client.localGroups());
    next.add(new LocalGroup(id, description, Set.of()));
    return now.withClient(client.withLocalGroups(next));
  }

  /** Rights that were given to it go with it. */
  public static ServerConfiguration removeGroup(
      ServerConfiguration now, ClientId owner, LocalGroupId id) {
    Client client = ClientChanges.known(now, owner);
    LocalGroup gone = known(client, id);
    Subject subject = new Subject.OfLocalGroup(id);
    return now.withClient(
        client
            .withLocalGroups(
                client.localGroups().stream().filter(group -> !group.equals(gone)).toList())
            .withAccessRights(
                client.accessRights().stream()
                    .filter(right -> !right.subject().equals(subject))
                    .toList()));
  }

  /** Who is in a group from now on; nobody may be that nobody knows, but who was there may stay. */
  public static ServerConfiguration changeGroup(
      ServerConfiguration now, ClientId owner, LocalGroup next, GlobalConfiguration global) {
    Client client = ClientChanges.known(now, owner);
    LocalGroup before = known(client, next.id());
    next.members().stream()
        .filter(member -> !before.members().contains(member))
        .forEach(member -> requireKnown(now, member, global));
    return now.withClient(
        client.withLocalGroups(
            client.localGroups().stream()
                .map(group -> group.equals(before) ? next : group)
                .toList()));
  }

  private static LocalGroup known(Client client, LocalGroupId id) {
    return client.localGroups().stream()
        .filter(group -> group.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new Fault(FaultCode.NOT_FOUND, "Client " + client.id() + " has no group " + id));
  }

  /** Without rights to services that were in a description and are in no other. */
  public static Client without(Client client, ServiceDescription gone) {
    Set<String> left =
        client.serviceDescriptions().stream()
            .flatMap(description -> description.services().stream())
            .map(ServiceDescription.Service::code)
            .collect(Collectors.toSet());
    Set<String> lost =
        gone.services().stream()
            .map(ServiceDescription.Service::code)
            .filter(code -> !left.contains(code))
            .collect(Collectors.toSet());
    return client.withAccessRights(
        client.accessRights().stream()
            .filter(right -> !lost.contains(right.serviceCode()))
            .toList());
  }

  /** Without rights to these endpoints of a service. */
  public static Client without(Client client, String code, Collection<Endpoint> gone) {
    return client.withAccessRights(
        client.accessRights().stream()
            .filter(right -> !right.serviceCode().equals(code) || !gone.contains(right.endpoint()))
            .toList());
  }

  static Client moved(Client client, String code, Endpoint before, Endpoint next) {
    return client.withAccessRights(
        client.accessRights().stream()
            .map(right ->
                right.serviceCode().equals(code) && right.endpoint().equals(before)
                    ? new AccessRight(right.subject(), code, next)
                    : right)
            .toList());
  }

  static Client recoded(Client client, String before, String next) {
    return client.withAccessRights(
        client.accessRights().stream()
            .map(right ->
                right.serviceCode().equals(before)
                    ? new AccessRight(right.subject(), next, right.endpoint())
                    : right)
            .toList());
  }
}
