// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.securityserver.api.TimestampingServices.Service;

/** The time-stamping services this server uses, in the order in which they are asked (E27). */
@Path("system/timestamping-services")
public final class UsedTimestamping {
  private final ClientAdministration server;

  UsedTimestamping(ClientAdministration server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_TSPS)
  public List<Service> getConfiguredTimestampingServices() {
    return server.now().timestampServices().stream()
        .map(url -> new Service(name(url.toString()), url.toString()))
        .toList();
  }

  /** Only one that the instance approves. */
  @POST
  @Created
  @Needs(Permission.ADD_TSP)
  @Audited(AuditEvent.ADD_TIMESTAMPING_SERVICE)
  public Service addConfiguredTimestampingService(@Context Call call, Service wanted) {
    note(call, wanted);
    if (approved()
        .noneMatch(each -> each.name().equals(wanted.name()) && each.url().equals(wanted.url()))) {
      throw Refusal.notFound("timestamping_service_not_found", wanted.name(), wanted.url());
    }
    URI url = URI.create(wanted.url());
    var _ =
        server.change(
            call,
            now -> {
              if (now.timestampServices().contains(url)) {
                throw Refusal.conflict("timestamping_service_already_configured", wanted.url());
              }
              return now.withTimestampServices(
                  Stream.concat(now.timestampServices().stream(), Stream.of(url)).toList());
            });
    return wanted;
  }

  /** Also one that the instance approves no longer. */
  @POST
  @Path("delete")
  @Needs(Permission.DELETE_TSP)
  @Audited(AuditEvent.DELETE_TIMESTAMPING_SERVICE)
  public void deleteConfiguredTimestampingService(@Context Call call, Service wanted) {
    note(call, wanted);
    var _ =
        server.change(
            call,
            now -> {
              List<URI> left =
                  now.timestampServices().stream()
                      .filter(url -> !url.toString().equals(wanted.url()))
                      .toList();
              if (left.size() == now.timestampServices().size()) {
                throw Refusal.notFound("timestamping_service_not_found", wanted.url());
              }
              return now.withTimestampServices(left);
            });
  }

  private static void note(Call call, Service wanted) {
    call.note("tspName", wanted.name()).note("tspUrl", wanted.url());
  }

  /** One that is approved no longer is known by its address alone. */
  private String name(String url) {
    return approved()
        .filter(each -> each.url().equals(url))
        .map(TimestampingService::name)
        .findFirst()
        .orElse(url);
  }

  private Stream<TimestampingService> approved() {
    return server.global().parameters(server.global().instance()).stream()
        .map(SharedParameters::timestampingServices)
        .flatMap(List::stream);
  }
}
