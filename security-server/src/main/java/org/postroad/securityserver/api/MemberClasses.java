// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.function.Supplier;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SharedParameters.MemberClass;
import org.postroad.securityserver.conf.Configuration;

/** The classes that members are of, here and in federated instances (E29). */
@Path("member-classes")
public final class MemberClasses {
  private final Supplier<Configuration> configuration;

  MemberClasses(Supplier<Configuration> configuration) {
    this.configuration = configuration;
  }

  @GET
  @Needs(Permission.VIEW_MEMBER_CLASSES)
  public List<String> getMemberClasses(@QueryParam("current_instance") boolean here) {
    GlobalConfiguration global = configuration.get().global();
    return here
        ? classes(global, global.instance())
        : global.instances().stream()
            .flatMap(instance -> classes(global, instance).stream())
            .distinct()
            .sorted()
            .toList();
  }

  @GET
  @Path("{id}")
  @Needs(Permission.VIEW_MEMBER_CLASSES)
  public List<String> getMemberClassesForInstance(@PathParam("id") String instance) {
    return classes(configuration.get().global(), instance);
  }

  private static List<String> classes(GlobalConfiguration global, String instance) {
    return global
        .parameters(instance)
        .map(SharedParameters::memberClasses)
        .orElseThrow(() -> Refusal.notFound("instance_not_found", instance))
        .stream()
        .map(MemberClass::code)
        .sorted()
        .toList();
  }
}
