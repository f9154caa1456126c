// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.securityserver.conf.EndpointChanges;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServiceChanges;
import org.postroad.securityserver.conf.ServiceChanges.Field;

/** One service by its client and its code with its version (E23, D18). */
@Path("services/{id}")
public final class Services {
  private final ClientAdministration server;

  /**
   * How a service is called, and which of it is for all services of the same WSDL.
   *
   * @param timeout in seconds
   */
  record ServiceUpdate(
      String url,
      int timeout,
      boolean sslAuth,
      Optional<Boolean> urlAll,
      Optional<Boolean> timeoutAll,
      Optional<Boolean> sslAuthAll,
      Optional<Boolean> ignoreWarnings) {

    ServiceChanges.Parameters parameters() {
      return new ServiceChanges.Parameters(url, Duration.ofSeconds(timeout), sslAuth);
    }

    Set<Field> forAll() {
      Set<Field> fields = EnumSet.noneOf(Field.class);
      urlAll.filter(all -> all).ifPresent(_ -> fields.add(Field.URL));
      timeoutAll.filter(all -> all).ifPresent(_ -> fields.add(Field.TIMEOUT));
      sslAuthAll.filter(all -> all).ifPresent(_ -> fields.add(Field.VERIFY_TLS));
      return fields;
    }
  }

  /** An endpoint to be added; the service is that of the path. */
  record NewEndpoint(Optional<String> serviceCode, String method, String path) {}

  Services(ClientAdministration server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_CLIENT_SERVICES)
  public ServiceViews.Service getService(@PathParam("id") String id) {
    return ServiceViews.Service.of(new Known(server.now()).service(id));
  }

  @PATCH
  @Needs(Permission.EDIT_SERVICE_PARAMS)
  @Audited(AuditEvent.EDIT_SERVICE_PARAMETERS)
  public ServiceViews.Service updateService(
      @Context Call call, @PathParam("id") String id, ServiceUpdate wanted) {
    ServiceEntry service = known(call, id);
    call.note("url", wanted.url())
        .note("timeout", wanted.timeout())
        .note("tlsAuth", wanted.sslAuth());
    var next =
        server.change(
            call,
            now ->
                ServiceChanges.parameters(now, service.id(), wanted.parameters(), wanted.forAll()));
    return ServiceViews.Service.of(new Known(next).service(id));
  }

  @POST
  @Created
  @Path("endpoints")
  @Needs(Permission.ADD_OPENAPI3_ENDPOINT)
  @Audited(AuditEvent.ADD_REST_ENDPOINT)
  public ServiceViews.Endpoint addEndpoint(
      @Context Call call, @PathParam("id") String id, NewEndpoint wanted) {
    ServiceEntry service = known(call, id);
    String code = service.service().code();
    if (wanted.serviceCode().filter(text -> !text.equals(code)).isPresent()) {
      throw Refusal.invalid("service_code", "OfService");
    }
    call.note("method", wanted.method()).note("path", wanted.path());
    var endpoint = Endpoints.endpoint(wanted.method(), wanted.path());
    if (service.service().endpoints().all().contains(endpoint)) {
      throw Refusal.conflict("endpoint_already_exists");
    }
    var next =
        server.change(call, now -> EndpointChanges.add(now, service.client().id(), code, endpoint));
    return ServiceViews.Endpoint.of(new Known(next).service(id), endpoint);
  }

  private ServiceEntry known(Call call, String id) {
    ServiceEntry service = new Known(server.now()).service(id);
    call.note("clientIdentifier", Encoded.of(service.client().id()))
        .note("serviceCode", service.service().code());
    return service;
  }
}
