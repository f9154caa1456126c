// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Refusal;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.AccessRight.Subject;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/** Which of a client's services somebody may call (E24): the same rights from the other side. */
@Path("clients")
public final class ClientRights {
  private final ClientAdministration server;
  private final Grants grants;

  /** A right to the whole of a service. */
  record Right(String serviceCode, Optional<String> serviceTitle) {}

  /** Some of them. */
  record AccessRights(List<Right> items) {
    Set<String> codes() {
      Set<String> codes = new LinkedHashSet<>();
      items.forEach(each -> codes.add(each.serviceCode()));
      return codes;
    }
  }

  ClientRights(ClientAdministration server) {
    this.server = server;
    this.grants = new Grants(server);
  }

  @GET
  @Path("{id}/service-clients")
  @Needs(Permission.VIEW_CLIENT_ACL_SUBJECTS)
  public List<ServiceClientView> getClientServiceClients(@PathParam("id") String id) {
    return grants.holders(new Known(server.now()).client(id), _ -> true);
  }

  @GET
  @Path("{id}/service-client-candidates")
  @Needs(Permission.VIEW_CLIENT_ACL_SUBJECTS)
  public List<ServiceClientView> findServiceClientCandidates(
      @PathParam("id") String id, @BeanParam CandidateSearch search) {
    return search.of(new Known(server.now()).client(id), server);
  }

  @GET
  @Path("{id}/service-clients/{sc_id}")
  @Needs(Permission.VIEW_CLIENT_ACL_SUBJECTS)
  public ServiceClientView getServiceClient(
      @PathParam("id") String id, @PathParam("sc_id") String subjectText) {
    Client owner = new Known(server.now()).client(id);
    Subject subject = ServiceClientView.subject(owner, subjectText);
    return grants.holders(owner, right -> right.subject().equals(subject)).stream()
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("service_client_not_found", subjectText));
  }

  @GET
  @Path("{id}/service-clients/{sc_id}/access-rights")
  @Needs(Permission.VIEW_ACL_SUBJECT_OPEN_SERVICES)
  public List<Right> getServiceClientAccessRights(
      @PathParam("id") String id, @PathParam("sc_id") String subjectText) {
    Client owner = new Known(server.now()).client(id);
    Subject subject = ServiceClientView.subject(owner, subjectText);
    return owner.accessRights().stream()
        .filter(right -> right.subject().equals(subject))
        .filter(right -> right.endpoint().equals(Endpoint.BASE))
        .map(right -> right(owner, right.serviceCode()))
        .toList();
  }

  @POST
  @Created
  @Path("{id}/service-clients/{sc_id}/access-rights")
  @Needs(Permission.EDIT_ACL_SUBJECT_OPEN_SERVICES)
  @Audited(AuditEvent.ADD_SUBJECT_RIGHTS)
  public List<Right> addServiceClientAccessRights(
      @Context Call call,
      @PathParam("id") String id,
      @PathParam("sc_id") String subjectText,
      AccessRights wanted) {
    Client owner = new Known(server.now()).client(id);
    grants.give(call, owner, rights(call, owner, subjectText, wanted));
    return wanted.codes().stream().map(code -> right(owner, code)).toList();
  }

  @POST
  @Path("{id}/service-clients/{sc_id}/access-rights/delete")
  @Needs(Permission.EDIT_ACL_SUBJECT_OPEN_SERVICES)
  @Audited(AuditEvent.REMOVE_SUBJECT_RIGHTS)
  public void deleteServiceClientAccessRights(
      @Context Call call,
      @PathParam("id") String id,
      @PathParam("sc_id") String subjectText,
      AccessRights wanted) {
    Client owner = new Known(server.now()).client(id);
    grants.take(call, owner, rights(call, owner, subjectText, wanted));
  }

  private static List<AccessRight> rights(
      Call call, Client owner, String subjectText, AccessRights wanted) {
    call.note("subjectId", subjectText);
    Subject subject = ServiceClientView.subject(owner, subjectText);
    return wanted.codes().stream().map(code -> AccessRight.toService(subject, code)).toList();
  }

  private Right right(Client owner, String code) {
    ServiceEntry service = new Known(server.now()).serviceOfCode(owner, code);
    return new Right(code, service.service().title());
  }
}
