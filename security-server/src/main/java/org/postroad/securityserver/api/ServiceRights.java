// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.function.Predicate;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.securityserver.api.Grants.ServiceClients;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/** Who may call a whole service (E24). */
@Path("services/{id}/service-clients")
public final class ServiceRights {
  private final ClientAdministration server;
  private final Grants grants;

  ServiceRights(ClientAdministration server) {
    this.server = server;
    this.grants = new Grants(server);
  }

  @GET
  @Needs(Permission.VIEW_SERVICE_ACL)
  public List<ServiceClientView> getServiceServiceClients(@PathParam("id") String id) {
    ServiceEntry service = new Known(server.now()).service(id);
    return grants.holders(service.client(), to(service));
  }

  @POST
  @Created
  @Needs(Permission.EDIT_SERVICE_ACL)
  @Audited(AuditEvent.ADD_SERVICE_RIGHTS)
  public List<ServiceClientView> addServiceServiceClients(
      @Context Call call, @PathParam("id") String id, ServiceClients wanted) {
    ServiceEntry service = new Known(server.now()).service(id);
    List<AccessRight> rights = rights(service, wanted);
    grants.give(call, service.client(), rights);
    Client owner = new Known(server.now()).client(service.client().id());
    return grants.holders(owner, rights::contains);
  }

  @POST
  @Path("delete")
  @Needs(Permission.EDIT_SERVICE_ACL)
  @Audited(AuditEvent.REMOVE_SERVICE_RIGHTS)
  public void deleteServiceServiceClients(
      @Context Call call, @PathParam("id") String id, ServiceClients wanted) {
    ServiceEntry service = new Known(server.now()).service(id);
    grants.take(call, service.client(), rights(service, wanted));
  }

  private static List<AccessRight> rights(ServiceEntry service, ServiceClients wanted) {
    return wanted.subjects(service.client()).stream()
        .map(subject -> AccessRight.toService(subject, service.service().code()))
        .toList();
  }

  private static Predicate<AccessRight> to(ServiceEntry service) {
    return right ->
        right.serviceCode().equals(service.service().code())
            && right.endpoint().equals(Endpoint.BASE);
  }
}
