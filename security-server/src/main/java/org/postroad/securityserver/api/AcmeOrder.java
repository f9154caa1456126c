// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.securityserver.signer.KeptRequest;

/** Orders a certificate from an authority, and waits until it is here (E26, C82). */
@Path("certificate-authorities/{ca_name}/acme-order")
public final class AcmeOrder {
  private final AdministeredKeys server;
  private final CertificateOrdering ordering;

  /** Which request is ordered. */
  record Order(String csrId, KeyUsageType keyUsageType) {}

  AcmeOrder(AdministeredKeys server, CertificateOrdering ordering) {
    this.server = server;
    this.ordering = ordering;
  }

  @POST
  @Needs({Permission.IMPORT_AUTH_CERT, Permission.IMPORT_SIGN_CERT})
  @Audited(AuditEvent.ORDER_CERTIFICATE)
  public void orderAcmeCertificate(
      @Context Call call, @PathParam("ca_name") String authority, Order order) {
    call.note("csrId", order.csrId())
        .note("certificationServiceName", authority)
        .note("keyUsage", order.keyUsageType());
    call.require(order.keyUsageType().importPermission());
    boolean wrong =
        server.keys().tokens().stream()
            .flatMap(token -> token.keys().stream())
            .flatMap(key -> key.requests().stream())
            .filter(request -> request.id().equals(order.csrId()))
            .map(KeptRequest::use)
            .anyMatch(use -> use != order.keyUsageType().use());
    if (wrong) {
      throw Refusal.of(400, "wrong_key_usage", order.csrId());
    }
    OrderedAtOnce.order(call, order.csrId(), authority, server, ordering);
  }
}
