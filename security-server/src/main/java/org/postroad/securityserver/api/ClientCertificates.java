// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.CertificateView;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ClientChanges;

/** The TLS certificates of a client's information systems (E21, D22). */
@Path("clients/{id}/tls-certificates")
public final class ClientCertificates {
  private final ClientAdministration server;

  ClientCertificates(ClientAdministration server) {
    this.server = server;
  }

  @GET
  @Needs(Permission.VIEW_CLIENT_INTERNAL_CERTS)
  public List<CertificateView> getClientTlsCertificates(@PathParam("id") String id) {
    return client(id).informationSystemCertificates().stream()
        .map(CertificateView::bySha256)
        .toList();
  }

  @POST
  @Created
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Needs(Permission.ADD_CLIENT_INTERNAL_CERT)
  @Audited(AuditEvent.ADD_INTERNAL_CERTIFICATE)
  public CertificateView addClientTlsCertificate(
      @Context Call call, @PathParam("id") String id, byte[] derOrPem) {
    call.note("clientIdentifier", id);
    X509Certificate certificate = Certificates.parse(derOrPem);
    String hash = Certificates.sha256(certificate).hex();
    call.note("certHash", hash).note("certHashAlgorithm", "SHA-256");
    Client client = client(id);
    if (client.informationSystemCertificates().contains(certificate)) {
      throw Refusal.conflict("certificate_already_exists", hash);
    }
    var _ = server.change(call, now -> ClientChanges.trust(now, client.id(), certificate));
    return CertificateView.bySha256(certificate);
  }

  @GET
  @Path("{hash}")
  @Needs(Permission.VIEW_CLIENT_INTERNAL_CERT_DETAILS)
  public CertificateView getClientTlsCertificate(
      @PathParam("id") String id, @PathParam("hash") String hash) {
    return CertificateView.bySha256(known(client(id), hash));
  }

  @DELETE
  @Path("{hash}")
  @Needs(Permission.DELETE_CLIENT_INTERNAL_CERT)
  @Audited(AuditEvent.DELETE_INTERNAL_CERTIFICATE)
  public void deleteClientTlsCertificate(
      @Context Call call, @PathParam("id") String id, @PathParam("hash") String hash) {
    call.note("clientIdentifier", id).note("certHash", hash);
    Client client = client(id);
    Digest digest = Certificates.sha256(known(client, hash));
    var _ = server.change(call, now -> ClientChanges.distrust(now, client.id(), digest));
  }

  private Client client(String id) {
    return new Known(server.now()).client(id);
  }

  private static X509Certificate known(Client client, String hash) {
    String wanted = hash.toLowerCase(Locale.ROOT);
    return client.informationSystemCertificates().stream()
        .filter(each -> Certificates.sha256(each).hex().equals(wanted))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("certificate_not_found", hash));
  }
}
