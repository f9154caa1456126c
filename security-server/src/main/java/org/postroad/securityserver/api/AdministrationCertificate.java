// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.CertificateView;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.certificate.Certificates;

/**
 * The certificate that administrators see, which X-Road replaces by files and a restart. A renewed
 * one is shown from the next connection on; whoever trusts it by its file needs the new file.
 */
@Path("system/administration-certificate")
public final class AdministrationCertificate {
  private final InternalIdentity identity;

  AdministrationCertificate(InternalIdentity identity) {
    this.identity = identity;
  }

  @GET
  @Needs(Permission.VIEW_INTERNAL_TLS_CERT)
  public CertificateView getAdministrationCertificate() {
    return CertificateView.bySha256(identity.tls().get().certificate());
  }

  /** A new key with a certificate that it issues for itself. */
  @POST
  @Created
  @Needs(Permission.GENERATE_INTERNAL_TLS_KEY_CERT)
  @Audited(AuditEvent.RENEW_ADMINISTRATION_CERTIFICATE)
  public CertificateView renewAdministrationCertificate(@Context Call call) {
    try {
      var made = identity.tls().get().renew(identity.hosts(), identity.clock(), identity.random());
      call.note("certHash", Certificates.sha256(made).hex()).note("certHashAlgorithm", "SHA-256");
      return CertificateView.bySha256(made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
