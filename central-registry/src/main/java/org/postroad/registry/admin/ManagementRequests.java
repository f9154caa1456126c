// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Page;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.registry.membership.MembershipCommand.DeclineRequest;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RequestOrigin;

/** Management requests: those that came, and decisions about those that wait (E42, B60). */
@Path("management-requests")
public final class ManagementRequests {
  private static final Map<String, Comparator<RequestView>> KEYS =
      Map.of(
          "id", Comparator.comparingLong(RequestView::id),
          "created_at", Comparator.comparingLong(RequestView::id),
          "type", Comparator.comparing(RequestView::type),
          "security_server_owner", Comparator.comparing(r -> r.securityServerOwner().orElse("")),
          "security_server_id", Comparator.comparing(r -> r.securityServerId().encodedId()),
          "status", Comparator.comparing(RequestView::status));

  private final Registry registry;

  /** Part of the requests found. */
  record PagedRequests(List<RequestView> items, Page.Metadata pagingMetadata) {}

  /** Which requests are wanted; an empty field narrows nothing. */
  public static final class Query {
    @QueryParam("query")
    @DefaultValue("")
    private String text = "";

    @QueryParam("origin")
    @DefaultValue("")
    private String origin = "";

    @QueryParam("types")
    private List<String> types = List.of();

    @QueryParam("status")
    @DefaultValue("")
    private String status = "";

    @QueryParam("server_id")
    @DefaultValue("")
    private String serverId = "";

    private void check() {
      requireOneOf("origin", origin, Stream.of(RequestOrigin.values()).map(Enum::name));
      types.forEach(
          type -> requireOneOf("types", type, Stream.of(RequestType.values()).map(Enum::name)));
      requireOneOf("status", status, RequestView.STATUSES.stream());
    }

    private static void requireOneOf(String field, String value, Stream<String> known) {
      List<String> allowed = known.toList();
      if (!value.isEmpty() && !allowed.contains(value)) {
        throw Refusal.invalid(field, "OneOf " + allowed);
      }
    }

    private boolean finds(RequestView request) {
      return (origin.isEmpty() || request.origin().name().equals(origin))
          && (types.isEmpty() || types.contains(request.type().name()))
          && (status.isEmpty() || request.status().equals(status))
          && (serverId.isEmpty() || request.securityServerId().encodedId().equals(serverId))
          && Stream.of(
                  Long.toString(request.id()),
                  request.securityServerOwner().orElse(""),
                  request.securityServerId().encodedId(),
                  request.clientId().map(Views.ClientIdView::encodedId).orElse(""))
              .anyMatch(value -> Clients.contains(value, text));
    }
  }

  ManagementRequests(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Needs(Permission.VIEW_MANAGEMENT_REQUESTS)
  public PagedRequests findManagementRequests(@BeanParam Query query, @BeanParam Page.Query page) {
    query.check();
    MembershipSnapshot membership = registry.snapshot().membership();
    List<RequestView> found =
        registry.requests().stream()
            .map(request -> RequestView.of(request, membership))
            .filter(query::finds)
            .toList();
    Page.Part<RequestView> part = page.page().of(found, KEYS);
    return new PagedRequests(part.items(), part.pagingMetadata());
  }

  @GET
  @Path("{management_request_id}")
  @Needs(Permission.VIEW_MANAGEMENT_REQUEST_DETAILS)
  public RequestView.Details getManagementRequest(@PathParam("management_request_id") long id) {
    return RequestView.Details.of(known(id), registry.snapshot().membership());
  }

  /** Which permission it takes depends on the kind, so the first needed is any of them. */
  @POST
  @Created
  @Needs({
    Permission.ADD_CLIENT_REGISTRATION_REQUEST,
    Permission.ADD_MAINTENANCE_MODE_DISABLE_REQUEST
  })
  @Audited(AuditEvent.ADD_MANAGEMENT_REQUEST)
  public NewRequest addManagementRequest(@Context Call call, NewRequest added) {
    call.require(added.type().permission());
    if (added.origin() == RequestOrigin.SECURITY_SERVER) {
      call.require(Permission.IMPERSONATE_SECURITY_SERVER);
    }
    ManagementRequest request = added.request();
    call.is(event(request));
    call.note("serverCode", request.server().serverCode())
        .note("ownerClass", request.server().owner().memberClass())
        .note("ownerCode", request.server().owner().memberCode());
    added.clientId().ifPresent(client -> call.note("clientIdentifier", client));
    long id = registry.submit(added.origin(), request, call.actor());
    RegisteredRequest registered = known(id);
    call.note("requestId", id).accepted(registered.isPending());
    return NewRequest.of(registered);
  }

  private static AuditEvent event(ManagementRequest request) {
    return switch (request) {
      case ManagementRequest.AuthCertReg _ -> AuditEvent.ADD_AUTHENTICATION_CERTIFICATE;
      case ManagementRequest.AuthCertDeletion _ -> AuditEvent.DELETE_AUTHENTICATION_CERTIFICATE;
      case ManagementRequest.ClientReg _ -> AuditEvent.REGISTER_CLIENT;
      case ManagementRequest.ClientDeletion _ -> AuditEvent.UNREGISTER_CLIENT;
      case ManagementRequest.AddressChange _ -> AuditEvent.EDIT_SECURITY_SERVER_ADDRESS;
      case ManagementRequest.ClientRename _ -> AuditEvent.RENAME_SUBSYSTEM;
      default -> AuditEvent.ADD_MANAGEMENT_REQUEST;
    };
  }

  @POST
  @Path("{management_request_id}/approval")
  @Needs({
    Permission.APPROVE_AUTH_CERT_REGISTRATION_REQUEST,
    Permission.APPROVE_CLIENT_REGISTRATION_REQUEST,
    Permission.APPROVE_OWNER_CHANGE_REQUEST
  })
  @Audited(AuditEvent.APPROVE_REGISTRATION)
  public NewRequest approveManagementRequest(
      @Context Call call, @PathParam("management_request_id") long id) {
    call.note("requestId", id);
    registry.execute(new ApproveRequest(pending(id).id()), call.actor());
    return NewRequest.of(known(id));
  }

  @DELETE
  @Path("{management_request_id}")
  @Needs({
    Permission.REVOKE_AUTH_CERT_REGISTRATION_REQUEST,
    Permission.REVOKE_CLIENT_REGISTRATION_REQUEST,
    Permission.REVOKE_OWNER_CHANGE_REQUEST
  })
  @Audited(AuditEvent.DECLINE_REGISTRATION)
  public void revokeManagementRequest(
      @Context Call call, @PathParam("management_request_id") long id) {
    call.note("requestId", id);
    RegisteredRequest request = pending(id);
    if (request.origin() == RequestOrigin.CENTER) {
      call.is(
          request.request() instanceof ManagementRequest.AuthCertReg
              ? AuditEvent.REVOKE_CERTIFICATE_REGISTRATION
              : AuditEvent.REVOKE_CLIENT_REGISTRATION);
    }
    registry.execute(new DeclineRequest(id), call.actor());
  }

  private RegisteredRequest pending(long id) {
    RegisteredRequest request = known(id);
    if (!request.isPending()) {
      throw Refusal.conflict("management_request_invalid_state", Long.toString(id));
    }
    return request;
  }

  private RegisteredRequest known(long id) {
    return Optional.of(registry.requests())
        .filter(all -> id >= 1 && id <= all.size())
        .map(all -> all.get((int) id - 1))
        .orElseThrow(() -> Refusal.notFound("management_request_not_found", Long.toString(id)));
  }
}
