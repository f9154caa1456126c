// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;

/** The rights to the services of one client, prepared for deciding. */
final class AccessRights {
  private final Client owner;
  private final Map<String, List<Prepared>> byService = new HashMap<>();

  private record Prepared(AccessRight right, PathGlob path) {}

  AccessRights(Client owner) {
    this.owner = owner;
    for (AccessRight right : owner.accessRights()) {
      byService
          .computeIfAbsent(right.serviceCode(), _ -> new ArrayList<>())
          .add(new Prepared(right, PathGlob.parse(right.endpoint().path())));
    }
  }

  boolean allow(
      ClientId caller,
      String serviceCode,
      Optional<String> method,
      Optional<ServicePath> path,
      BiPredicate<GlobalGroupId, ClientId> globalGroups) {
    for (Prepared prepared : byService.getOrDefault(serviceCode, List.of())) {
      if (matches(prepared, method, path)
          && includes(prepared.right().subject(), caller, globalGroups)) {
        return true;
      }
    }
    return false;
  }

  List<ServiceDescription.Endpoint> endpoints(
      ClientId caller, String serviceCode, BiPredicate<GlobalGroupId, ClientId> globalGroups) {
    return byService.getOrDefault(serviceCode, List.of()).stream()
        .map(Prepared::right)
        .filter(right -> includes(right.subject(), caller, globalGroups))
        .map(AccessRight::endpoint)
        .distinct()
        .toList();
  }

  private static boolean matches(
      Prepared prepared, Optional<String> method, Optional<ServicePath> path) {
    ServiceDescription.Endpoint endpoint = prepared.right().endpoint();
    if (endpoint.equals(ServiceDescription.Endpoint.BASE)) {
      return true;
    }
    Optional<String> decided = path.flatMap(ServicePath::unambiguous);
    return method.isPresent()
        && decided.isPresent()
        && (endpoint.method().equals("*") || endpoint.method().equalsIgnoreCase(method.get()))
        && prepared.path().matches(decided.get());
  }

  private boolean includes(
      AccessRight.Subject subject,
      ClientId caller,
      BiPredicate<GlobalGroupId, ClientId> globalGroups) {
    return switch (subject) {
      case AccessRight.Subject.OfClient(ClientId id) -> id.equals(caller);
      case AccessRight.Subject.OfGlobalGroup(GlobalGroupId id) -> globalGroups.test(id, caller);
      case AccessRight.Subject.OfLocalGroup(var id) ->
          owner.localGroup(id).filter(group -> group.members().contains(caller)).isPresent();
    };
  }
}
