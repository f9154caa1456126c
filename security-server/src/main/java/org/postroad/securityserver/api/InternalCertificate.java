// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.CertificateView;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.securityserver.signer.InternalTls;

/** The TLS identity towards information systems (E27, D22). */
@Path("system/certificate")
public final class InternalCertificate {
  private final InternalIdentity identity;

  /** The subject a certificate is asked for. */
  record DistinguishedName(String name) {}

  InternalCertificate(InternalIdentity identity) {
    this.identity = identity;
  }

  @GET
  @Needs(Permission.VIEW_INTERNAL_TLS_CERT)
  public CertificateView getSystemCertificate() {
    return CertificateView.bySha256(tls().certificate());
  }

  /** A new key with a certificate that it issues for itself. */
  @POST
  @Created
  @Needs(Permission.GENERATE_INTERNAL_TLS_KEY_CERT)
  @Audited(AuditEvent.GENERATE_TLS_KEY)
  public CertificateView generateSystemTlsKeyAndCertificate(@Context Call call) {
    try {
      var made = tls().renew(identity.hosts(), identity.clock(), identity.random());
      call.note("certHash", Certificates.sha256(made).hex()).note("certHashAlgorithm", "SHA-256");
      return CertificateView.bySha256(made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @POST
  @Path("csr")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Needs(Permission.GENERATE_INTERNAL_TLS_CSR)
  @Audited(AuditEvent.GENERATE_TLS_REQUEST)
  public byte[] generateSystemCertificateRequest(@Context Call call, DistinguishedName subject) {
    call.note("subjectName", subject.name());
    return tls().request(subject.name(), Optional.empty());
  }

  @POST
  @Path("import")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Needs(Permission.IMPORT_INTERNAL_TLS_CERT)
  @Audited(AuditEvent.IMPORT_TLS_CERTIFICATE)
  public CertificateView importSystemCertificate(@Context Call call, byte[] pemOrDer) {
    try {
      tls().importCertificate(pemOrDer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    call.note("certHash", Certificates.sha256(tls().certificate()).hex())
        .note("certHashAlgorithm", "SHA-256");
    return CertificateView.bySha256(tls().certificate());
  }

  @GET
  @Path("export")
  @Produces("application/gzip")
  @Needs(Permission.EXPORT_INTERNAL_TLS_CERT)
  public byte[] downloadSystemCertificate() {
    return TarGz.of(
        List.of(
            new TarGz.File("cert.pem", tls().pem()),
            new TarGz.File("cert.cer", Certificates.encoded(tls().certificate()))),
        identity.clock().instant());
  }

  private InternalTls tls() {
    return identity.tls().get();
  }
}
