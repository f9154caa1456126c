// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.EndpointChanges;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/** One endpoint of a service by its number (E23, D15). */
@Path("endpoints/{id}")
public final class Endpoints {
  private final ClientAdministration server;

  /** Another method or path. */
  record EndpointUpdate(String method, String path) {}

  Endpoints(ClientAdministration server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_ENDPOINT)
  public ServiceViews.Endpoint getEndpoint(@PathParam("id") String number) {
    Known.OfService found = new Known(server.now()).endpoint(number);
    return ServiceViews.Endpoint.of(found.service(), found.endpoint());
  }

  @PATCH
  @Needs(Permission.EDIT_OPENAPI3_ENDPOINT)
  @Audited(AuditEvent.EDIT_REST_ENDPOINT)
  public ServiceViews.Endpoint updateEndpoint(
      @Context Call call, @PathParam("id") String number, EndpointUpdate wanted) {
    Known.OfService found = known(call, number);
    Endpoint endpoint = endpoint(wanted.method(), wanted.path());
    ClientId owner = found.service().client().id();
    String code = found.service().service().code();
    var next =
        server.change(
            call, now -> EndpointChanges.change(now, owner, code, found.endpoint(), endpoint));
    return ServiceViews.Endpoint.of(
        new Known(next).endpoint(Numbers.ofEndpoint(owner, code, endpoint)).service(), endpoint);
  }

  @DELETE
  @Needs(Permission.DELETE_ENDPOINT)
  @Audited(AuditEvent.DELETE_REST_ENDPOINT)
  public void deleteEndpoint(@Context Call call, @PathParam("id") String number) {
    Known.OfService found = known(call, number);
    var _ =
        server.change(
            call,
            now ->
                EndpointChanges.remove(
                    now,
                    found.service().client().id(),
                    found.service().service().code(),
                    found.endpoint()));
  }

  static Endpoint endpoint(String method, String path) {
    try {
      return new Endpoint(method, path);
    } catch (IllegalArgumentException tooLong) {
      throw Refusal.invalid("path", "Size");
    }
  }

  private Known.OfService known(Call call, String number) {
    Known.OfService found = new Known(server.now()).endpoint(number);
    call.note("clientIdentifier", Encoded.of(found.service().client().id()))
        .note("serviceCode", found.service().service().code())
        .note("method", found.endpoint().method())
        .note("path", found.endpoint().path());
    return found;
  }
}
