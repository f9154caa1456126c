// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.securityserver.keys.CertificateState;

/** What the registry is asked about authentication certificates (E25). */
@Path("token-certificates")
public final class CertificateRegistration {
  private final AdministeredKeys server;

  CertificateRegistration(AdministeredKeys server) {
    this.server = server;
  }

  /** The first certificate makes the server known, at this address. */
  @PUT
  @Path("{hash}/register")
  @Needs(Permission.SEND_AUTH_CERT_REG_REQ)
  @Audited(AuditEvent.REGISTER_CERTIFICATE)
  public void registerCertificate(
      @Context Call call, @PathParam("hash") String hash, SystemResource.ServerAddress at) {
    call.note("address", at.address());
    if (at.address().isBlank()) {
      throw Refusal.invalid("address", "NotBlank");
    }
    CertificateState state = authentication(call, hash);
    send(call, new AuthCertReg(own(), Optional.of(at.address()), state.certificate(), false));
  }

  @PUT
  @Path("{hash}/unregister")
  @Needs(Permission.SEND_AUTH_CERT_DEL_REQ)
  @Audited(AuditEvent.UNREGISTER_CERTIFICATE)
  public void unregisterAuthCertificate(@Context Call call, @PathParam("hash") String hash) {
    CertificateState state = authentication(call, hash);
    send(call, new AuthCertDeletion(own(), state.certificate()));
  }

  /** Where no request reaches the registry. */
  @PUT
  @Path("{hash}/mark-for-deletion")
  @Needs(Permission.SEND_AUTH_CERT_DEL_REQ)
  @Audited(AuditEvent.SKIP_UNREGISTRATION)
  public void markAuthCertForDeletion(@Context Call call, @PathParam("hash") String hash) {
    CertificateState state = authentication(call, hash);
    server.run(
        () -> server.keys().markForDeletion(state.hash(), ClientAdministration.author(call)));
  }

  private CertificateState authentication(Call call, String hash) {
    CertificateState state = server.certificate(call, hash);
    if (state.use() != KeyUse.AUTHENTICATION) {
      throw Refusal.of(400, "sign_cert_not_supported", hash);
    }
    return state;
  }

  private void send(Call call, ManagementRequest request) {
    server.run(() -> server.server().send(call, request));
  }

  private SecurityServerId own() {
    return server.server().now().id();
  }
}
