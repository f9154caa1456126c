// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.RemoveSubsystem;
import org.postroad.registry.membership.MembershipCommand.RenameSubsystem;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RequestOrigin;

/** Subsystems of members (E40). */
@Path("subsystems")
public final class Subsystems {
  private final Registry registry;

  /** What is to be added. */
  record SubsystemAdd(NewSubsystemId subsystemId, Optional<String> subsystemName) {}

  /** The parts that are not the instance. */
  record NewSubsystemId(String memberClass, String memberCode, String subsystemCode) {}

  /** What a subsystem is called. */
  record SubsystemName(String subsystemName) {}

  Subsystems(Registry registry) {
    this.registry = registry;
  }

  @POST
  @Created
  @Needs(Permission.ADD_MEMBER_SUBSYSTEM)
  @Audited(AuditEvent.ADD_SUBSYSTEM)
  public Views.Client addSubsystem(@Context Call call, SubsystemAdd add) {
    NewSubsystemId parts = add.subsystemId();
    var member = new MemberId(membership().instance(), parts.memberClass(), parts.memberCode());
    var id = new SubsystemId(member, parts.subsystemCode());
    call.note(id);
    if (!Views.exists(membership(), member)) {
      throw Refusal.notFound("member_not_found", Encoded.of(member));
    }
    if (Views.exists(membership(), id)) {
      throw Refusal.conflict("subsystem_exists", Encoded.of(id));
    }
    registry.execute(new AddSubsystem(id, add.subsystemName()), call.actor());
    return Views.Client.of(membership(), id);
  }

  @PATCH
  @Path("{subsystem_id}")
  @Needs(Permission.EDIT_SUBSYSTEM_NAME)
  @Audited(AuditEvent.RENAME_SUBSYSTEM)
  public Views.Client renameSubsystem(
      @Context Call call, @PathParam("subsystem_id") String text, SubsystemName name) {
    SubsystemId id = known(call, text);
    call.note("subsystemName", name.subsystemName());
    registry.execute(new RenameSubsystem(id, name.subsystemName()), call.actor());
    return Views.Client.of(membership(), id);
  }

  @DELETE
  @Path("{subsystem_id}")
  @Needs(Permission.REMOVE_MEMBER_SUBSYSTEM)
  @Audited(AuditEvent.DELETE_SUBSYSTEM)
  public void deleteSubsystem(@Context Call call, @PathParam("subsystem_id") String text) {
    SubsystemId id = known(call, text);
    if (!Views.usedServers(membership(), id).isEmpty()) {
      throw Refusal.conflict("subsystem_registered_and_cannot_be_deleted", text);
    }
    registry.execute(new RemoveSubsystem(id), call.actor());
  }

  @DELETE
  @Path("{subsystem_id}/servers/{server_id}")
  @Needs(Permission.UNREGISTER_SUBSYSTEM)
  @Audited(AuditEvent.UNREGISTER_CLIENT)
  public void unregisterSubsystem(
      @Context Call call,
      @PathParam("subsystem_id") String text,
      @PathParam("server_id") String serverText) {
    SecurityServerId server = Encoded.server("server_id", serverText);
    SubsystemId id = Encoded.subsystem("subsystem_id", text);
    call.note("serverCode", server.serverCode())
        .note("ownerClass", server.owner().memberClass())
        .note("ownerCode", server.owner().memberCode())
        .note("clientIdentifier", Encoded.of(id));
    if (Views.usedServers(membership(), id).stream().noneMatch(s -> s.id().equals(server))) {
      throw Refusal.notFound("subsystem_not_registered_to_security_server", text, serverText);
    }
    var _ = registry.submit(RequestOrigin.CENTER, new ClientDeletion(server, id), call.actor());
  }

  private SubsystemId known(Call call, String text) {
    SubsystemId id = Encoded.subsystem("subsystem_id", text);
    call.note(id);
    if (!Views.exists(membership(), id)) {
      throw Refusal.notFound("subsystem_not_found", text);
    }
    return id;
  }

  private MembershipSnapshot membership() {
    return registry.snapshot().membership();
  }
}
