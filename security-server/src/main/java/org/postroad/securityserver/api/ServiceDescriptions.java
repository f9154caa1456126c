// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.ProposedChange;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceChanges;
import org.postroad.securityserver.conf.ServiceDescription;

/** One description of services by its number (E23, D17 to D19). */
@Path("service-descriptions/{id}")
public final class ServiceDescriptions {
  private final ClientAdministration server;

  /**
   * Another address, or another code of a REST service.
   *
   * @param restServiceCode the present code
   */
  record ServiceDescriptionUpdate(
      ServiceDescription.Type type,
      String url,
      Optional<String> restServiceCode,
      Optional<String> newRestServiceCode,
      Optional<Boolean> ignoreWarnings) {}

  /** Why services cannot be called. */
  record ServiceDescriptionDisabledNotice(Optional<String> disabledNotice) {}

  /** What a refresh is refused for until somebody insists, in the same words. */
  record ServiceDescriptionChange(String code, List<String> metadata) {}

  /**
   * What reading it again would change.
   *
   * @param differs also where only titles or the order of services are others
   */
  record ServiceDescriptionChanges(boolean differs, List<ServiceDescriptionChange> warnings) {
    static ServiceDescriptionChanges of(ProposedChange change, ServerConfiguration now) {
      return new ServiceDescriptionChanges(
          !change.next().clients().equals(now.clients()),
          change.warnings().stream()
              .map(each -> new ServiceDescriptionChange(each.code().text(), each.about()))
              .toList());
    }
  }

  /** Whether somebody has seen the warnings and wants it all the same. */
  record IgnoreWarnings(Optional<Boolean> ignoreWarnings) {}

  ServiceDescriptions(ClientAdministration server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_CLIENT_SERVICES)
  public ServiceViews.Description getServiceDescription(@PathParam("id") String number) {
    return view(server.now(), number);
  }

  @GET
  @Path("services")
  @Needs(Permission.VIEW_CLIENT_SERVICES)
  public List<ServiceViews.Service> getServiceDescriptionServices(@PathParam("id") String number) {
    return view(server.now(), number).services();
  }

  @PATCH
  @Needs({Permission.EDIT_WSDL, Permission.EDIT_OPENAPI3, Permission.EDIT_REST})
  @Audited(AuditEvent.EDIT_SERVICE_DESCRIPTION)
  public ServiceViews.Description updateServiceDescription(
      @Context Call call, @PathParam("id") String number, ServiceDescriptionUpdate wanted) {
    Known.Description found = known(call, number);
    ServiceDescription before = found.description();
    call.note("newUrl", wanted.url());
    call.require(
        switch (before.type()) {
          case WSDL -> Permission.EDIT_WSDL;
          case OPENAPI3 -> Permission.EDIT_OPENAPI3;
          case REST -> Permission.EDIT_REST;
        });
    if (wanted.type() != before.type()) {
      throw Refusal.of(400, "wrong_service_description_type", before.type().name());
    }
    ClientId owner = found.client().id();
    boolean insists = wanted.ignoreWarnings().orElse(false);
    Optional<String> code = wanted.newRestServiceCode().filter(_ -> before.isRest());
    ServerConfiguration next =
        server.changeSlowly(
            call,
            now -> {
              ServerConfiguration moved = moved(now, owner, before.url(), wanted.url(), insists);
              return code.map(text -> recoded(moved, owner, before, text)).orElse(moved);
            });
    return view(next, Numbers.ofDescription(owner, wanted.url()));
  }

  private ServerConfiguration moved(
      ServerConfiguration now, ClientId owner, String url, String next, boolean insists) {
    if (url.equals(next)) {
      return now;
    }
    ProposedChange moved = server.descriptions().move(now, owner, url, next);
    return Warned.confirmed(moved, insists);
  }

  private static ServerConfiguration recoded(
      ServerConfiguration now, ClientId owner, ServiceDescription before, String next) {
    String code = before.services().getFirst().code();
    return code.equals(next) ? now : ServiceChanges.recode(now, owner, code, next);
  }

  @DELETE
  @Needs(Permission.DELETE_WSDL)
  @Audited(AuditEvent.DELETE_SERVICE_DESCRIPTION)
  public void deleteServiceDescription(@Context Call call, @PathParam("id") String number) {
    Known.Description found = known(call, number);
    var _ =
        server.change(
            call,
            now -> ServiceChanges.remove(now, found.client().id(), found.description().url()));
  }

  @PUT
  @Path("enable")
  @Needs(Permission.ENABLE_DISABLE_WSDL)
  @Audited(AuditEvent.ENABLE_SERVICE_DESCRIPTION)
  public void enableServiceDescription(@Context Call call, @PathParam("id") String number) {
    Known.Description found = known(call, number);
    var _ =
        server.change(
            call,
            now -> ServiceChanges.enable(now, found.client().id(), found.description().url()));
  }

  @PUT
  @Path("disable")
  @Needs(Permission.ENABLE_DISABLE_WSDL)
  @Audited(AuditEvent.DISABLE_SERVICE_DESCRIPTION)
  public void disableServiceDescription(
      @Context Call call, @PathParam("id") String number, ServiceDescriptionDisabledNotice wanted) {
    Known.Description found = known(call, number);
    String notice = wanted.disabledNotice().orElse(ServiceDescription.NEW_NOTICE);
    call.note("disabledNotice", notice);
    var _ =
        server.change(
            call,
            now ->
                ServiceChanges.disable(
                    now, found.client().id(), found.description().url(), notice));
  }

  @PUT
  @Path("refresh")
  @Needs({Permission.REFRESH_WSDL, Permission.REFRESH_OPENAPI3, Permission.REFRESH_REST})
  @Audited(AuditEvent.REFRESH_SERVICE_DESCRIPTION)
  public ServiceViews.Description refreshServiceDescription(
      @Context Call call, @PathParam("id") String number, IgnoreWarnings wanted) {
    Known.Description found = refreshable(call, number);
    ClientId owner = found.client().id();
    String url = found.description().url();
    boolean insists = wanted.ignoreWarnings().orElse(false);
    ServerConfiguration next =
        server.changeSlowly(
            call, now -> Warned.confirmed(server.descriptions().refresh(now, owner, url), insists));
    return view(next, number);
  }

  /** Reads the document now, and keeps nothing of it. */
  @GET
  @Path("changes")
  @Needs({Permission.REFRESH_WSDL, Permission.REFRESH_OPENAPI3, Permission.REFRESH_REST})
  public ServiceDescriptionChanges getServiceDescriptionChanges(
      @Context Call call, @PathParam("id") String number) {
    Known.Description found = refreshable(call, number);
    ServerConfiguration now = server.now();
    return ServiceDescriptionChanges.of(
        server.descriptions().refresh(now, found.client().id(), found.description().url()), now);
  }

  private Known.Description refreshable(Call call, String number) {
    Known.Description found = known(call, number);
    call.require(
        switch (found.description().type()) {
          case WSDL -> Permission.REFRESH_WSDL;
          case OPENAPI3 -> Permission.REFRESH_OPENAPI3;
          case REST -> Permission.REFRESH_REST;
        });
    return found;
  }

  private Known.Description known(Call call, String number) {
    Known.Description found = new Known(server.now()).description(number);
    call.note("clientIdentifier", Encoded.of(found.client().id()))
        .note("url", found.description().url())
        .note("serviceType", found.description().type());
    return found;
  }

  private static ServiceViews.Description view(ServerConfiguration in, String number) {
    Known.Description found = new Known(in).description(number);
    return ServiceViews.Description.of(found.client(), found.description());
  }
}
