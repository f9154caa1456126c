// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters.GlobalGroup;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.securityserver.conf.AccessRight.Subject;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.LocalGroup;

/**
 * Somebody who may be given rights to services of a client.
 *
 * @param id {@code I:C:M:S} of a subsystem, {@code I:CODE} of a global group, the number of a group
 *     of the client
 * @param name of the member, or the description of the group
 */
record ServiceClientView(
    String id, String name, Optional<String> localGroupCode, Type serviceClientType) {

  /** What it is. */
  enum Type {
    SUBSYSTEM,
    GLOBALGROUP,
    LOCALGROUP
  }

  static ServiceClientView of(Client owner, Subject subject, GlobalConfiguration global) {
    return switch (subject) {
      case Subject.OfClient(ClientId id) ->
          new ServiceClientView(
              Encoded.of(id), GroupView.name(id, global), Optional.empty(), Type.SUBSYSTEM);
      case Subject.OfGlobalGroup(GlobalGroupId id) ->
          new ServiceClientView(
              id.instance() + ":" + id.groupCode(),
              description(id, global),
              Optional.empty(),
              Type.GLOBALGROUP);
      case Subject.OfLocalGroup(LocalGroupId id) ->
          new ServiceClientView(
              Numbers.ofGroup(owner.id(), id),
              owner.localGroups().stream()
                  .filter(group -> group.id().equals(id))
                  .map(LocalGroup::description)
                  .findFirst()
                  .orElse(id.groupCode()),
              Optional.of(id.groupCode()),
              Type.LOCALGROUP);
    };
  }

  private static String description(GlobalGroupId id, GlobalConfiguration global) {
    return global.parameters(id.instance()).stream()
        .flatMap(parameters -> parameters.globalGroups().stream())
        .filter(group -> group.id().equals(id))
        .map(GlobalGroup::description)
        .findFirst()
        .orElse(id.groupCode());
  }

  /** Whom an {@link #id} means. */
  static Subject subject(Client owner, String id) {
    List<String> parts = List.of(id.split(":", -1));
    return switch (parts.size()) {
      case 1 ->
          owner.localGroups().stream()
              .map(LocalGroup::id)
              .filter(group -> Numbers.ofGroup(owner.id(), group).equals(id))
              .findFirst()
              .<Subject>map(Subject.OfLocalGroup::new)
              .orElseThrow(() -> Refusal.notFound("local_group_not_found", id));
      case 2 -> {
        if (parts.stream().anyMatch(String::isEmpty)) {
          throw Refusal.invalid("id", "EncodedId");
        }
        yield new Subject.OfGlobalGroup(new GlobalGroupId(parts.get(0), parts.get(1)));
      }
      default -> new Subject.OfClient(Encoded.subsystem("id", id));
    };
  }
}
