// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.AccessRight.Subject;
import org.postroad.securityserver.conf.Client;

/** Who might be given rights; each field narrows the search, an empty one does not (E24). */
public final class CandidateSearch {
  @QueryParam("member_name_group_description")
  @DefaultValue("")
  private String name = "";

  @QueryParam("service_client_type")
  @DefaultValue("")
  private String type = "";

  @QueryParam("instance")
  @DefaultValue("")
  private String instance = "";

  @QueryParam("member_class")
  @DefaultValue("")
  private String memberClass = "";

  @QueryParam("member_group_code")
  @DefaultValue("")
  private String code = "";

  @QueryParam("subsystem_code")
  @DefaultValue("")
  private String subsystemCode = "";

  /** Every subsystem and group that is known, and the groups of the client itself. */
  List<ServiceClientView> of(Client owner, ClientAdministration server) {
    Optional<ServiceClientView.Type> wanted = wanted();
    GlobalConfiguration global = server.global();
    Stream<Subject> subjects =
        Stream.of(subsystems(server), groups(global), ownGroups(owner)).flatMap(each -> each);
    return subjects
        .distinct()
        .filter(this::finds)
        .map(subject -> ServiceClientView.of(owner, subject, global))
        .filter(view -> wanted.filter(each -> each != view.serviceClientType()).isEmpty())
        .filter(view -> ClientSearch.contains(view.name(), name))
        .toList();
  }

  private Optional<ServiceClientView.Type> wanted() {
    try {
      return type.isEmpty() ? Optional.empty() : Optional.of(ServiceClientView.Type.valueOf(type));
    } catch (IllegalArgumentException none) {
      throw Refusal.invalid("service_client_type", "OneOf");
    }
  }

  private static Stream<Subject> subsystems(ClientAdministration server) {
    Stream<ClientId> local = server.now().clients().stream().map(Client::id);
    Stream<ClientId> registered =
        everywhere(server.global())
            .flatMap(parameters -> parameters.members().stream())
            .flatMap(member -> member.subsystems().stream())
            .map(SharedParameters.Subsystem::id);
    return Stream.concat(registered, local)
        .filter(id -> id.subsystemCode().isPresent())
        .map(Subject.OfClient::new);
  }

  private static Stream<Subject> groups(GlobalConfiguration global) {
    return everywhere(global)
        .flatMap(parameters -> parameters.globalGroups().stream())
        .map(group -> new Subject.OfGlobalGroup(group.id()));
  }

  private static Stream<Subject> ownGroups(Client owner) {
    return owner.localGroups().stream().map(group -> new Subject.OfLocalGroup(group.id()));
  }

  private static Stream<SharedParameters> everywhere(GlobalConfiguration global) {
    return global.instances().stream().flatMap(each -> global.parameters(each).stream());
  }

  private boolean finds(Subject subject) {
    return switch (subject) {
      case Subject.OfClient(ClientId id) ->
          (instance.isEmpty() || instance.equals(id.instance()))
              && ClientSearch.contains(id.memberClass(), memberClass)
              && ClientSearch.contains(id.memberCode(), code)
              && ClientSearch.contains(id.subsystemCode().orElse(""), subsystemCode);
      case Subject.OfGlobalGroup group ->
          (instance.isEmpty() || instance.equals(group.id().instance()))
              && memberClass.isEmpty()
              && subsystemCode.isEmpty()
              && ClientSearch.contains(group.id().groupCode(), code);
      case Subject.OfLocalGroup group ->
          instance.isEmpty()
              && memberClass.isEmpty()
              && subsystemCode.isEmpty()
              && ClientSearch.contains(group.id().groupCode(), code);
    };
  }
}
