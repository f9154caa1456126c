// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Client.LocalGroup;
import org.postroad.securityserver.conf.RightChanges;
import org.postroad.securityserver.conf.ServerConfiguration;

/** One group of a client by its number, and its members (E22). */
@Path("local-groups/{group_id}")
public final class LocalGroups {
  private final ClientAdministration server;

  /** What a group is for. */
  record LocalGroupDescription(String description) {}

  /** Members and subsystems. */
  record Members(List<String> items) {
    Set<ClientId> ids() {
      Set<ClientId> ids = new LinkedHashSet<>();
      items.forEach(each -> ids.add(Encoded.client("items", each)));
      return ids;
    }
  }

  LocalGroups(ClientAdministration server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_CLIENT_LOCAL_GROUPS)
  public GroupView getLocalGroup(@PathParam("group_id") String number) {
    Known.Group found = new Known(server.now()).group(number);
    return GroupView.of(found.client().id(), found.group(), server.global());
  }

  @PATCH
  @Needs(Permission.EDIT_LOCAL_GROUP_DESC)
  @Audited(AuditEvent.EDIT_GROUP_DESCRIPTION)
  public GroupView updateLocalGroup(
      @Context Call call, @PathParam("group_id") String number, LocalGroupDescription wanted) {
    call.note("groupDescription", wanted.description());
    return change(
        call, number, group -> new LocalGroup(group.id(), wanted.description(), group.members()));
  }

  @DELETE
  @Needs(Permission.DELETE_LOCAL_GROUP)
  @Audited(AuditEvent.DELETE_GROUP)
  public void deleteLocalGroup(@Context Call call, @PathParam("group_id") String number) {
    Known.Group found = known(call, number);
    var _ =
        server.change(
            call, now -> RightChanges.removeGroup(now, found.client().id(), found.group().id()));
  }

  @POST
  @Created
  @Path("members")
  @Needs(Permission.EDIT_LOCAL_GROUP_MEMBERS)
  @Audited(AuditEvent.ADD_GROUP_MEMBERS)
  public Members addLocalGroupMember(
      @Context Call call, @PathParam("group_id") String number, Members added) {
    call.note("memberIdentifiers", added.items());
    Set<ClientId> ids = added.ids();
    var _ =
        change(
            call,
            number,
            group -> {
              if (ids.stream().allMatch(group.members()::contains)) {
                throw Refusal.conflict("local_group_member_already_exists");
              }
              Set<ClientId> all = new LinkedHashSet<>(group.members());
              all.addAll(ids);
              return new LocalGroup(group.id(), group.description(), all);
            });
    return added;
  }

  @POST
  @Path("members/delete")
  @Needs(Permission.EDIT_LOCAL_GROUP_MEMBERS)
  @Audited(AuditEvent.REMOVE_GROUP_MEMBERS)
  public void deleteLocalGroupMember(
      @Context Call call, @PathParam("group_id") String number, Members gone) {
    call.note("memberIdentifiers", gone.items());
    Set<ClientId> ids = gone.ids();
    var _ =
        change(
            call,
            number,
            group -> {
              if (!group.members().containsAll(ids)) {
                throw Refusal.conflict("local_group_member_not_found");
              }
              Set<ClientId> rest = new LinkedHashSet<>(group.members());
              rest.removeAll(ids);
              return new LocalGroup(group.id(), group.description(), rest);
            });
  }

  private Known.Group known(Call call, String number) {
    Known.Group found = new Known(server.now()).group(number);
    call.note("clientIdentifier", Encoded.of(found.client().id()))
        .note("groupId", number)
        .note("groupCode", found.group().id().groupCode());
    return found;
  }

  private GroupView change(Call call, String number, UnaryOperator<LocalGroup> change) {
    ClientId owner = known(call, number).client().id();
    ServerConfiguration next =
        server.change(
            call,
            now -> {
              LocalGroup wanted = change.apply(new Known(now).group(number).group());
              return RightChanges.changeGroup(now, owner, wanted, server.global());
            });
    return GroupView.of(owner, new Known(next).group(number).group(), server.global());
  }
}
