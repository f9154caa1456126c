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
import org.postroad.securityserver.api.Grants.ServiceClients;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;

/** Who may call one endpoint of a service (E24). */
@Path("endpoints/{id}/service-clients")
public final class EndpointRights {
  private final ClientAdministration server;
  private final Grants grants;

  EndpointRights(ClientAdministration server) {
    this.server = server;
    this.grants = new Grants(server);
  }

  @GET
  @Needs(Permission.VIEW_ENDPOINT_ACL)
  public List<ServiceClientView> getEndpointServiceClients(@PathParam("id") String number) {
    Known.OfService found = new Known(server.now()).endpoint(number);
    return grants.holders(
        found.service().client(),
        right ->
            right.serviceCode().equals(found.service().service().code())
                && right.endpoint().equals(found.endpoint()));
  }

  @POST
  @Created
  @Needs(Permission.EDIT_ENDPOINT_ACL)
  @Audited(AuditEvent.ADD_SERVICE_RIGHTS)
  public List<ServiceClientView> addEndpointServiceClients(
      @Context Call call, @PathParam("id") String number, ServiceClients wanted) {
    Known.OfService found = new Known(server.now()).endpoint(number);
    List<AccessRight> rights = rights(found, wanted);
    grants.give(call, found.service().client(), rights);
    Client owner = new Known(server.now()).client(found.service().client().id());
    return grants.holders(owner, rights::contains);
  }

  @POST
  @Path("delete")
  @Needs(Permission.EDIT_ENDPOINT_ACL)
  @Audited(AuditEvent.REMOVE_SERVICE_RIGHTS)
  public void deleteEndpointServiceClients(
      @Context Call call, @PathParam("id") String number, ServiceClients wanted) {
    Known.OfService found = new Known(server.now()).endpoint(number);
    grants.take(call, found.service().client(), rights(found, wanted));
  }

  private static List<AccessRight> rights(Known.OfService found, ServiceClients wanted) {
    return wanted.subjects(found.service().client()).stream()
        .map(
            subject -> new AccessRight(subject, found.service().service().code(), found.endpoint()))
        .toList();
  }
}
