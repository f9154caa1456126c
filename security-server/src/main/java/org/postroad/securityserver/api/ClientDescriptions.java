// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.service.NewDescription;

/** The descriptions of a client's services (E23, D17). */
@Path("clients/{id}/service-descriptions")
public final class ClientDescriptions {
  private final ClientAdministration server;

  /** What is to be added. */
  record ServiceDescriptionAdd(
      String url,
      ServiceDescription.Type type,
      Optional<String> restServiceCode,
      Optional<Boolean> ignoreWarnings) {

    NewDescription wanted() {
      return switch (type) {
        case WSDL -> new NewDescription.Wsdl(url);
        case OPENAPI3 -> new NewDescription.OpenApi(url, code());
        case REST -> new NewDescription.Rest(url, code());
      };
    }

    private String code() {
      return restServiceCode
          .filter(text -> !text.isBlank())
          .orElseThrow(() -> Refusal.invalid("rest_service_code", "NotBlank"));
    }
  }

  ClientDescriptions(ClientAdministration server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_CLIENT_SERVICES)
  public List<ServiceViews.Description> getClientServiceDescriptions(@PathParam("id") String id) {
    Client client = new Known(server.now()).client(id);
    return client.serviceDescriptions().stream()
        .map(each -> ServiceViews.Description.of(client, each))
        .toList();
  }

  /** It is read without its certificate being checked: none can be trusted for it yet. */
  @POST
  @Created
  @Needs({Permission.ADD_WSDL, Permission.ADD_OPENAPI3})
  @Audited(AuditEvent.ADD_SERVICE_DESCRIPTION)
  public ServiceViews.Description addClientServiceDescription(
      @Context Call call, @PathParam("id") String id, ServiceDescriptionAdd add) {
    call.require(
        add.type() == ServiceDescription.Type.WSDL ? Permission.ADD_WSDL : Permission.ADD_OPENAPI3);
    call.note("clientIdentifier", id).note("url", add.url()).note("serviceType", add.type());
    Client client = new Known(server.now()).client(id);
    ClientId owner = client.id();
    if (client.serviceDescriptions().stream().anyMatch(each -> each.url().equals(add.url()))) {
      throw Refusal.conflict("url_already_exists", add.url());
    }
    boolean insists = add.ignoreWarnings().orElse(false);
    var next =
        server.changeSlowly(
            call,
            now ->
                Warned.confirmed(
                    server.descriptions().add(now, owner, add.wanted(), false), insists));
    String number = Numbers.ofDescription(owner, add.url());
    Known.Description added = new Known(next).description(number);
    return ServiceViews.Description.of(added.client(), added.description());
  }
}
