// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;

/** The rights to the services of one client, prepared for deciding. */
final class AccessRights {
  private final Client owner;
  private final Map<String, List<Prepared>> byService = new HashMap<>();

  /** A right, its path ready to be matched. */
  record Prepared(AccessRight right, PathGlob path) {

    /** Whether it is a right to this endpoint of a list, both as they are written (F-022). */
    boolean covers(ServiceDescription.Endpoint endpoint) {
      ServiceDescription.Endpoint own = right.endpoint();
      return own.equals(ServiceDescription.Endpoint.BASE)
          || (isForMethod(endpoint.method()) && path.matches(endpoint.path()));
    }

    boolean isForMethod(String method) {
      String own = right.endpoint().method();
      return own.equals("*") || own.equalsIgnoreCase(method);
    }
  }

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

  /** Every endpoint of a service that somebody has a right to. */
  Stream<ServiceDescription.Endpoint> endpoints(String serviceCode) {
    return byService.getOrDefault(serviceCode, List.of()).stream()
        .map(prepared -> prepared.right().endpoint());
  }

  /** The rights of a caller to a service or to endpoints of it. */
  List<Prepared> of(
      ClientId caller, String serviceCode, BiPredicate<GlobalGroupId, ClientId> globalGroups) {
    return byService.getOrDefault(serviceCode, List.of()).stream()
        .filter(prepared -> includes(prepared.right().subject(), caller, globalGroups))
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
        && prepared.isForMethod(method.get())
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
