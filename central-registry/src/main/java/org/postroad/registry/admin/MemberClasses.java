// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Refusal;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.DescribeMemberClass;
import org.postroad.registry.membership.MembershipCommand.RemoveMemberClass;

/** The classes members are of (E43). */
@Path("member-classes")
public final class MemberClasses {
  private final Registry registry;

  /** A class of members. */
  record MemberClass(String code, String description) {}

  /** What a class is. */
  record MemberClassDescription(String description) {}

  MemberClasses(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Needs(Permission.VIEW_MEMBER_CLASSES)
  public List<MemberClass> getMemberClasses() {
    return classes().entrySet().stream()
        .map(known -> new MemberClass(known.getKey(), known.getValue()))
        .toList();
  }

  @POST
  @Created
  @Needs(Permission.ADD_MEMBER_CLASS)
  @Audited(AuditEvent.ADD_MEMBER_CLASS)
  public MemberClass addMemberClass(@Context Call call, MemberClass added) {
    call.note("code", added.code()).note("description", added.description());
    if (classes().containsKey(added.code())) {
      throw Refusal.conflict("member_class_exists", added.code());
    }
    registry.execute(new DefineMemberClass(added.code(), added.description()), call.actor());
    return added;
  }

  @PATCH
  @Path("{code}")
  @Needs(Permission.EDIT_MEMBER_CLASS)
  @Audited(AuditEvent.EDIT_MEMBER_CLASS)
  public MemberClass updateMemberClass(
      @Context Call call, @PathParam("code") String code, MemberClassDescription description) {
    call.note("code", code).note("description", description.description());
    requireKnown(code);
    registry.execute(new DescribeMemberClass(code, description.description()), call.actor());
    return new MemberClass(code, description.description());
  }

  @DELETE
  @Path("{code}")
  @Needs(Permission.DELETE_MEMBER_CLASS)
  @Audited(AuditEvent.DELETE_MEMBER_CLASS)
  public void deleteMemberClass(@Context Call call, @PathParam("code") String code) {
    call.note("code", code);
    requireKnown(code);
    if (registry.snapshot().membership().members().stream()
        .anyMatch(member -> member.id().memberClass().equals(code))) {
      throw Refusal.conflict("member_class_is_in_use", code);
    }
    registry.execute(new RemoveMemberClass(code), call.actor());
  }

  private void requireKnown(String code) {
    if (!classes().containsKey(code)) {
      throw Refusal.notFound("member_class_not_found", code);
    }
  }

  private Map<String, String> classes() {
    return registry.snapshot().membership().memberClasses();
  }
}
