// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/**
 * The rights to the services of one client in one version of a configuration.
 *
 * @param owner whose services they are
 * @param groups who is in which global group, as far as it is known
 */
record HeldRights(Client owner, BiPredicate<GlobalGroupId, ClientId> groups) {

  /** Nothing where the owner is no client. */
  static Optional<HeldRights> in(
      ServerConfiguration server, ClientId owner, BiPredicate<GlobalGroupId, ClientId> groups) {
    return server.client(owner).map(client -> new HeldRights(client, groups));
  }

  /** Those of a caller to one service, its own and those of its groups. */
  Set<AccessRight> of(ClientId caller, String serviceCode) {
    return to(serviceCode).stream()
        .filter(right -> includes(right.subject(), caller))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Those of anybody to one service. */
  List<AccessRight> to(String serviceCode) {
    return owner.accessRights().stream()
        .filter(right -> right.serviceCode().equals(serviceCode))
        .toList();
  }

  /** Services that the caller has a right to. */
  List<String> servicesOf(ClientId caller) {
    return owner.accessRights().stream()
        .filter(right -> includes(right.subject(), caller))
        .map(AccessRight::serviceCode)
        .distinct()
        .toList();
  }

  private boolean includes(AccessRight.Subject subject, ClientId caller) {
    return switch (subject) {
      case AccessRight.Subject.OfClient(ClientId id) -> id.equals(caller);
      case AccessRight.Subject.OfGlobalGroup(GlobalGroupId id) -> groups.test(id, caller);
      case AccessRight.Subject.OfLocalGroup(LocalGroupId id) ->
          owner.localGroups().stream()
              .anyMatch(group -> group.id().equals(id) && group.members().contains(caller));
    };
  }

  static String subject(AccessRight.Subject subject) {
    return switch (subject) {
      case AccessRight.Subject.OfClient(ClientId id) -> id.toString();
      case AccessRight.Subject.OfGlobalGroup(GlobalGroupId id) -> "global group " + id.groupCode();
      case AccessRight.Subject.OfLocalGroup(LocalGroupId id) -> "local group " + id.groupCode();
    };
  }

  static String endpoint(AccessRight right) {
    return right.endpoint().equals(Endpoint.BASE)
        ? "the whole service"
        : right.endpoint().method() + " " + right.endpoint().path();
  }
}
