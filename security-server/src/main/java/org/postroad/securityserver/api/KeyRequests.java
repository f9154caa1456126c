// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.securityserver.signer.KeptRequest;

/** Certificate requests of a key (E25); their bytes are made anew whenever somebody asks. */
@Path("keys/{id}/csrs")
public final class KeyRequests {
  private final AdministeredKeys server;
  private final CertificateOrdering ordering;

  KeyRequests(AdministeredKeys server, CertificateOrdering ordering) {
    this.server = server;
    this.ordering = ordering;
  }

  /** The request in a file; nothing, if its certificate is here already. */
  @POST
  @Created
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Needs({Permission.GENERATE_AUTH_CERT_REQ, Permission.GENERATE_SIGN_CERT_REQ})
  @Audited(AuditEvent.GENERATE_REQUEST)
  public Response generateCsr(@Context Call call, @PathParam("id") String key, CsrGenerate wanted) {
    wanted.announce(call);
    KeptRequest request = wanted.make(call, key, server);
    if (wanted.isOrdered()) {
      OrderedAtOnce.orderOrUndo(
          call,
          request,
          wanted.caName(),
          server,
          ordering,
          () -> server.keys().deleteRequest(request.id()));
      return Response.noContent().build();
    }
    return file(request, wanted.csrFormat());
  }

  @GET
  @Path("{csr_id}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Needs({Permission.GENERATE_AUTH_CERT_REQ, Permission.GENERATE_SIGN_CERT_REQ})
  public Response downloadCsr(
      @Context Call call,
      @PathParam("id") String key,
      @PathParam("csr_id") String id,
      @QueryParam("csr_format") @DefaultValue("PEM") String format) {
    KeptRequest request = server.request(key, id);
    call.require(KeyUsageType.of(request.use()).requestPermission());
    return file(
        request,
        Stream.of(RequestFormat.values())
            .filter(each -> each.name().equals(format))
            .findFirst()
            .orElseThrow(() -> Refusal.invalid("csr_format", "OneOf [PEM, DER]")));
  }

  @DELETE
  @Path("{csr_id}")
  @Needs({Permission.DELETE_AUTH_CERT, Permission.DELETE_SIGN_CERT})
  @Audited(AuditEvent.DELETE_REQUEST)
  public void deleteCsr(
      @Context Call call, @PathParam("id") String key, @PathParam("csr_id") String id) {
    var _ = server.key(call, key);
    call.note("csrId", id);
    KeptRequest request = server.request(key, id);
    call.require(
        switch (request.use()) {
          case AUTHENTICATION -> Permission.DELETE_AUTH_CERT;
          case SIGNING -> Permission.DELETE_SIGN_CERT;
        });
    server.run(() -> server.keys().deleteRequest(id));
  }

  @GET
  @Path("{csr_id}/possible-actions")
  @Needs(Permission.VIEW_KEYS)
  public List<PossibleAction> getPossibleActionsForCsr(
      @PathParam("id") String key, @PathParam("csr_id") String id) {
    var _ = server.request(key, id);
    return PossibleAction.ofRequest(server.readOnly());
  }

  private Response file(KeptRequest request, RequestFormat format) {
    byte[] encoded = server.make(() -> server.keys().encoded(request.id(), format));
    String whose =
        request.use() == KeyUse.SIGNING
            ? "sign_csr_member_" + Encoded.of(request.member().orElseGet(server::owner))
            : "auth_csr_securityserver_" + Encoded.of(server.server().now().id());
    String name = whose.replaceAll("[^A-Za-z0-9_.-]", "_") + "." + format;
    return Response.ok(encoded, MediaType.APPLICATION_OCTET_STREAM)
        .header(
            "content-disposition", "attachment; filename=\"" + name.toLowerCase(Locale.ROOT) + "\"")
        .build();
  }
}
