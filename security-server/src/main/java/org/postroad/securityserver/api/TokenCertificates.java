// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.security.cert.X509Certificate;
import java.util.List;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.securityserver.keys.CertificateState;

/** Certificates of keys (E25), named by their SHA-256. */
@Path("token-certificates")
public final class TokenCertificates {
  private final AdministeredKeys server;

  TokenCertificates(AdministeredKeys server) {
    this.server = server;
  }

  @POST
  @Created
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Needs({Permission.IMPORT_AUTH_CERT, Permission.IMPORT_SIGN_CERT, Permission.IMPORT_UNKNOWN_CERT})
  @Audited(AuditEvent.IMPORT_CERTIFICATE)
  public TokenCertificate importCertificate(@Context Call call, byte[] derOrPem) {
    X509Certificate certificate = Certificates.parse(derOrPem);
    String hash = Certificates.sha256(certificate).hex();
    call.note("certHash", hash).note("certHashAlgorithm", "SHA-256");
    call.require(
        switch (KeyUsages.useOf(certificate)) {
          case AUTHENTICATION -> Permission.IMPORT_AUTH_CERT;
          case SIGNING -> Permission.IMPORT_SIGN_CERT;
        });
    if (server.keys().hasCertificate(certificate)) {
      throw Refusal.conflict("certificate_already_exists", hash);
    }
    CertificateState state = server.make(() -> server.keys().importCertificate(derOrPem));
    call.note("certStatus", state.status()).note("keyUsage", KeyUsageType.of(state.use()));
    return TokenCertificate.of(state, server);
  }

  /** Takes a certificate into service that stands beside its key on a device. */
  @POST
  @Path("{hash}/import")
  @Created
  @Needs({Permission.IMPORT_AUTH_CERT, Permission.IMPORT_SIGN_CERT, Permission.IMPORT_UNKNOWN_CERT})
  @Audited(AuditEvent.IMPORT_CERTIFICATE_FROM_TOKEN)
  public TokenCertificate importCertificateFromToken(
      @Context Call call, @PathParam("hash") String hash) {
    call.note("certHash", hash).note("certHashAlgorithm", "SHA-256");
    CertificateState found = server.make(() -> server.keys().onDevice(hash));
    call.require(
        switch (found.use()) {
          case AUTHENTICATION -> Permission.IMPORT_AUTH_CERT;
          case SIGNING -> Permission.IMPORT_SIGN_CERT;
        });
    byte[] certificate = Certificates.encoded(found.certificate());
    CertificateState state = server.make(() -> server.keys().importCertificate(certificate));
    call.note("certStatus", state.status()).note("keyUsage", KeyUsageType.of(state.use()));
    return TokenCertificate.of(state, server);
  }

  @GET
  @Path("{hash}")
  @Needs({Permission.VIEW_AUTH_CERT, Permission.VIEW_SIGN_CERT, Permission.VIEW_UNKNOWN_CERT})
  public TokenCertificate getCertificate(@Context Call call, @PathParam("hash") String hash) {
    CertificateState state = server.certificate(hash);
    call.require(
        switch (state.use()) {
          case AUTHENTICATION -> Permission.VIEW_AUTH_CERT;
          case SIGNING -> Permission.VIEW_SIGN_CERT;
        });
    return TokenCertificate.of(state, server);
  }

  @DELETE
  @Path("{hash}")
  @Needs({Permission.DELETE_AUTH_CERT, Permission.DELETE_SIGN_CERT, Permission.DELETE_UNKNOWN_CERT})
  @Audited(AuditEvent.DELETE_CERTIFICATE)
  public void deleteCertificate(@Context Call call, @PathParam("hash") String hash) {
    CertificateState state = server.certificate(call, hash);
    call.require(
        switch (state.use()) {
          case AUTHENTICATION -> Permission.DELETE_AUTH_CERT;
          case SIGNING -> Permission.DELETE_SIGN_CERT;
        });
    server.run(() -> server.keys().deleteCertificate(state.hash()));
  }

  @PUT
  @Path("{hash}/activate")
  @Needs({Permission.ACTIVATE_DISABLE_AUTH_CERT, Permission.ACTIVATE_DISABLE_SIGN_CERT})
  @Audited(AuditEvent.ENABLE_CERTIFICATE)
  public void activateCertificate(@Context Call call, @PathParam("hash") String hash) {
    CertificateState state = switchable(call, hash);
    var _ = server.make(() -> server.keys().activate(state.hash()));
  }

  @PUT
  @Path("{hash}/disable")
  @Needs({Permission.ACTIVATE_DISABLE_AUTH_CERT, Permission.ACTIVATE_DISABLE_SIGN_CERT})
  @Audited(AuditEvent.DISABLE_CERTIFICATE)
  public void disableCertificate(@Context Call call, @PathParam("hash") String hash) {
    CertificateState state = switchable(call, hash);
    var _ = server.make(() -> server.keys().deactivate(state.hash()));
  }

  private CertificateState switchable(Call call, String hash) {
    CertificateState state = server.certificate(call, hash);
    call.require(
        switch (state.use()) {
          case AUTHENTICATION -> Permission.ACTIVATE_DISABLE_AUTH_CERT;
          case SIGNING -> Permission.ACTIVATE_DISABLE_SIGN_CERT;
        });
    return state;
  }

  @GET
  @Path("{hash}/possible-actions")
  @Needs(Permission.VIEW_KEYS)
  public List<PossibleAction> getPossibleActionsForCertificate(@PathParam("hash") String hash) {
    return PossibleAction.of(server.certificate(hash), server.readOnly());
  }
}
