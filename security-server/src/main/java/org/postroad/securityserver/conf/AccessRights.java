// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;

/**
 * The rights to the services of one client, prepared for deciding: found by service and by whom
 * they are given to, so that the rights of others cost nothing.
 */
final class AccessRights {
  private final Map<LocalGroupId, Set<ClientId>> localGroups = new HashMap<>();
  private final Map<String, OfService> byService = new HashMap<>();

  /** A right, its path ready to be matched. */
  record Prepared(ServiceDescription.Endpoint endpoint, PathGlob path) {

    private boolean isToTheWholeService() {
      return endpoint.equals(ServiceDescription.Endpoint.BASE);
    }

    /** Whether it is a right to this endpoint of a list, both as they are written (F-022). */
    boolean covers(ServiceDescription.Endpoint listed) {
      return isToTheWholeService() || (isForMethod(listed.method()) && path.matches(listed.path()));
    }

    private boolean isForMethod(String method) {
      return endpoint.method().equals("*") || endpoint.method().equalsIgnoreCase(method);
    }

    private boolean allows(Optional<String> method, Optional<String> decided) {
      return isToTheWholeService()
          || (method.isPresent()
              && decided.isPresent()
              && isForMethod(method.get())
              && path.matches(decided.get()));
    }
  }

  /** The rights to one service: of single clients, and of groups, each asked for the caller. */
  private record OfService(
      Map<ClientId, List<Prepared>> clients,
      Map<AccessRight.Subject, List<Prepared>> groups,
      Set<ServiceDescription.Endpoint> endpoints) {

    OfService() {
      this(new HashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
    }

    void add(AccessRight.Subject subject, Prepared right) {
      var _ = endpoints.add(right.endpoint());
      List<Prepared> held =
          switch (subject) {
            case AccessRight.Subject.OfClient(ClientId id) ->
                clients.computeIfAbsent(id, _ -> new ArrayList<>(1));
            case AccessRight.Subject.OfGlobalGroup _, AccessRight.Subject.OfLocalGroup _ ->
                groups.computeIfAbsent(subject, _ -> new ArrayList<>(1));
          };
      held.add(right);
    }
  }

  AccessRights(Client owner) {
    owner.localGroups().forEach(group -> localGroups.put(group.id(), group.members()));
    Map<String, PathGlob> paths = new HashMap<>();
    for (AccessRight right : owner.accessRights()) {
      PathGlob path = paths.computeIfAbsent(right.endpoint().path(), PathGlob::parse);
      byService
          .computeIfAbsent(right.serviceCode(), _ -> new OfService())
          .add(right.subject(), new Prepared(right.endpoint(), path));
    }
  }

  boolean allow(
      ClientId caller,
      String serviceCode,
      Optional<String> method,
      Optional<ServicePath> path,
      BiPredicate<GlobalGroupId, ClientId> globalGroups) {
    OfService rights = byService.get(serviceCode);
    if (rights == null) {
      return false;
    }
    Optional<String> decided = path.flatMap(ServicePath::unambiguous);
    if (allowsAny(rights.clients().getOrDefault(caller, List.of()), method, decided)) {
      return true;
    }
    for (Map.Entry<AccessRight.Subject, List<Prepared>> group : rights.groups().entrySet()) {
      if (includes(group.getKey(), caller, globalGroups)
          && allowsAny(group.getValue(), method, decided)) {
        return true;
      }
    }
    return false;
  }

  private static boolean allowsAny(
      List<Prepared> rights, Optional<String> method, Optional<String> decided) {
    for (Prepared right : rights) {
      if (right.allows(method, decided)) {
        return true;
      }
    }
    return false;
  }

  /** Every endpoint of a service that somebody has a right to, each once. */
  Stream<ServiceDescription.Endpoint> endpoints(String serviceCode) {
    OfService rights = byService.get(serviceCode);
    return rights == null ? Stream.empty() : rights.endpoints().stream();
  }

  /** The rights of a caller to a service or to endpoints of it. */
  List<Prepared> of(
      ClientId caller, String serviceCode, BiPredicate<GlobalGroupId, ClientId> globalGroups) {
    OfService rights = byService.get(serviceCode);
    if (rights == null) {
      return List.of();
    }
    List<Prepared> held = new ArrayList<>(rights.clients().getOrDefault(caller, List.of()));
    rights
        .groups()
        .forEach((group, given) -> {
          if (includes(group, caller, globalGroups)) {
            held.addAll(given);
          }
        });
    return held;
  }

  private boolean includes(
      AccessRight.Subject subject,
      ClientId caller,
      BiPredicate<GlobalGroupId, ClientId> globalGroups) {
    return switch (subject) {
      case AccessRight.Subject.OfClient(ClientId id) -> id.equals(caller);
      case AccessRight.Subject.OfGlobalGroup(GlobalGroupId id) -> globalGroups.test(id, caller);
      case AccessRight.Subject.OfLocalGroup(LocalGroupId id) ->
          localGroups.getOrDefault(id, Set.of()).contains(caller);
    };
  }
}
