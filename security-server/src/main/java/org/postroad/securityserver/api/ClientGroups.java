// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.RightChanges;

/** The groups that a client keeps for its own services (E22, D09). */
@Path("clients/{id}/local-groups")
public final class ClientGroups {
  private final ClientAdministration server;

  /** What is to be added. */
  record LocalGroupAdd(String code, String description) {}

  ClientGroups(ClientAdministration server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_CLIENT_LOCAL_GROUPS)
  public List<GroupView> getClientLocalGroups(@PathParam("id") String id) {
    Client client = new Known(server.now()).client(id);
    return client.localGroups().stream()
        .map(group -> GroupView.of(client.id(), group, server.global()))
        .toList();
  }

  @POST
  @Created
  @Needs(Permission.ADD_LOCAL_GROUP)
  @Audited(AuditEvent.ADD_GROUP)
  public GroupView addClientLocalGroup(
      @Context Call call, @PathParam("id") String id, LocalGroupAdd add) {
    call.note("clientIdentifier", id)
        .note("groupCode", add.code())
        .note("groupDescription", add.description());
    Client client = new Known(server.now()).client(id);
    LocalGroupId group = new LocalGroupId(add.code());
    if (client.localGroups().stream().anyMatch(each -> each.id().equals(group))) {
      throw Refusal.conflict("local_group_code_already_exists", add.code());
    }
    var next =
        server.change(
            call, now -> RightChanges.addGroup(now, client.id(), group, add.description()));
    return GroupView.of(
        client.id(),
        new Known(next).group(Numbers.ofGroup(client.id(), group)).group(),
        server.global());
  }
}
