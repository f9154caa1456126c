// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.function.Supplier;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.conf.Configuration;

/** What members of the own instance are called (E29). */
@Path("member-names")
public final class MemberNames {
  private final Supplier<Configuration> configuration;

  /** What a member is called. */
  record MemberName(String memberName) {}

  MemberNames(Supplier<Configuration> configuration) {
    this.configuration = configuration;
  }

  @GET
  @Needs(Permission.VIEW_MEMBER_CLASSES)
  public MemberName findMemberName(
      @QueryParam("member_class") @DefaultValue("") String memberClass,
      @QueryParam("member_code") @DefaultValue("") String memberCode) {
    GlobalConfiguration global = configuration.get().global();
    if (memberClass.isEmpty() || memberCode.isEmpty()) {
      throw Refusal.invalid(memberClass.isEmpty() ? "member_class" : "member_code", "NotNull");
    }
    var id = new MemberId(global.instance(), memberClass, memberCode);
    Member member =
        global
            .member(id)
            .orElseThrow(() -> Refusal.notFound("member_name_not_found", id.memberCode()));
    return new MemberName(member.name());
  }
}
