// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.RemoveMember;
import org.postroad.registry.membership.MembershipCommand.RenameMember;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredMember;
import org.postroad.registry.membership.RegisteredServer;

/** Members (E40). */
@Path("members")
public final class Members {
  private final Registry registry;

  /** Who is to be added. */
  record MemberAdd(NewMemberId memberId, String memberName) {}

  /** The parts that are not the instance. */
  record NewMemberId(String memberClass, String memberCode) {}

  /** What a member is called. */
  record MemberName(String memberName) {}

  /** A subsystem and the servers it is registered at. */
  record Subsystem(
      Views.ClientIdView subsystemId,
      Optional<String> subsystemName,
      List<UsedServer> usedSecurityServers) {}

  /** A server that is used. */
  record UsedServer(String serverCode, String serverOwner, String status) {}

  /** A group that a member or one of its subsystems is in. */
  record MemberGroup(
      String groupCode, Optional<String> subsystem, Optional<Instant> addedToGroup) {}

  Members(Registry registry) {
    this.registry = registry;
  }

  @POST
  @Created
  @Needs(Permission.ADD_NEW_MEMBER)
  @Audited(AuditEvent.ADD_MEMBER)
  public Views.Client addMember(@Context Call call, MemberAdd add) {
    var id =
        new MemberId(
            membership().instance(), add.memberId().memberClass(), add.memberId().memberCode());
    call.note("memberName", add.memberName()).note(id);
    if (Views.exists(membership(), id)) {
      throw Refusal.conflict("member_exists", Encoded.of(id));
    }
    registry.execute(new AddMember(id, add.memberName()), call.actor());
    return Views.Client.of(membership(), id);
  }

  @GET
  @Path("{member_id}")
  @Needs(Permission.VIEW_MEMBER_DETAILS)
  public Views.Client getMember(@PathParam("member_id") String id) {
    return Views.Client.of(membership(), known(id).id());
  }

  @PATCH
  @Path("{member_id}")
  @Needs(Permission.EDIT_MEMBER_NAME)
  @Audited(AuditEvent.EDIT_MEMBER_NAME)
  public Views.Client updateMemberName(
      @Context Call call, @PathParam("member_id") String id, MemberName name) {
    MemberId member = Encoded.member("member_id", id);
    call.note("memberName", name.memberName()).note(member);
    var _ = known(id);
    registry.execute(new RenameMember(member, name.memberName()), call.actor());
    return Views.Client.of(membership(), member);
  }

  @DELETE
  @Path("{member_id}")
  @Needs(Permission.DELETE_MEMBER)
  @Audited(AuditEvent.DELETE_MEMBER)
  public void deleteMember(@Context Call call, @PathParam("member_id") String id) {
    MemberId member = Encoded.member("member_id", id);
    call.note(member);
    RegisteredMember found = known(id);
    if (!owned(member).isEmpty()) {
      throw Refusal.conflict("member_owns_security_servers", id);
    }
    Stream.concat(Stream.of(member), found.subsystems().keySet().stream())
        .filter(client -> !Views.usedServers(membership(), client).isEmpty())
        .findFirst()
        .ifPresent(used -> {
          throw Refusal.conflict("client_registered_and_cannot_be_deleted", Encoded.of(used));
        });
    registry.execute(new RemoveMember(member), call.actor());
  }

  @GET
  @Path("{member_id}/subsystems")
  @Needs(Permission.VIEW_MEMBER_DETAILS)
  public List<Subsystem> getSubsystems(@PathParam("member_id") String id) {
    return known(id).subsystems().entrySet().stream()
        .map(entry ->
            new Subsystem(
                Views.ClientIdView.of(entry.getKey()), entry.getValue(), used(entry.getKey())))
        .toList();
  }

  private List<UsedServer> used(ClientId client) {
    MembershipSnapshot membership = membership();
    return Views.usedServers(membership, client).stream()
        .map(server ->
            new UsedServer(
                server.id().serverCode(),
                Views.member(membership, server.id().owner())
                    .map(RegisteredMember::name)
                    .orElse(Encoded.of(server.id().owner())),
                server.clients().contains(client) ? "APPROVED" : "DISABLED"))
        .toList();
  }

  @GET
  @Path("{member_id}/global-groups")
  @Needs(Permission.VIEW_MEMBER_DETAILS)
  public List<MemberGroup> getMemberGlobalGroups(@PathParam("member_id") String id) {
    MemberId member = known(id).id();
    return membership().groups().stream()
        .flatMap(group ->
            group.members().stream()
                .filter(client -> client.member().equals(member))
                .map(client ->
                    new MemberGroup(
                        group.id().groupCode(), client.subsystemCode(), Optional.empty())))
        .toList();
  }

  @GET
  @Path("{member_id}/owned-servers")
  @Needs(Permission.VIEW_MEMBER_DETAILS)
  public List<Views.SecurityServer> getOwnedServers(@PathParam("member_id") String id) {
    return owned(known(id).id()).stream()
        .map(server -> Views.SecurityServer.of(membership(), server))
        .toList();
  }

  @GET
  @Path("{member_id}/used-servers")
  @Needs(Permission.VIEW_MEMBER_DETAILS)
  public List<Views.SecurityServer> getUsedServers(@PathParam("member_id") String id) {
    MemberId member = known(id).id();
    MembershipSnapshot membership = membership();
    return membership.servers().stream()
        .filter(server ->
            Stream.concat(server.clients().stream(), server.disabledClients().stream())
                .anyMatch(client -> client.member().equals(member)))
        .map(server -> Views.SecurityServer.of(membership, server))
        .toList();
  }

  private List<RegisteredServer> owned(MemberId member) {
    return membership().servers().stream()
        .filter(server -> server.id().owner().equals(member))
        .toList();
  }

  private RegisteredMember known(String id) {
    return Views.member(membership(), Encoded.member("member_id", id))
        .orElseThrow(() -> Refusal.notFound("member_not_found", id));
  }

  private MembershipSnapshot membership() {
    return registry.snapshot().membership();
  }
}
