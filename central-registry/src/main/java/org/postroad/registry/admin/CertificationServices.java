// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.CertificateView;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Form;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.registry.trust.TrustCommand.ApproveCertificationService;
import org.postroad.registry.trust.TrustCommand.ChangeCertificationService;
import org.postroad.registry.trust.TrustCommand.WithdrawCertificationService;

/** Approved certification services (E44). */
@Path("certification-services")
public final class CertificationServices {
  private static final Set<String> FIELDS =
      Set.of(
          "certificate",
          "certificate_profile_info",
          "tls_auth",
          "default_csr_format",
          "acme_server_directory_url",
          "acme_server_ip_address",
          "authentication_certificate_profile_id",
          "signing_certificate_profile_id");

  private final Registry registry;
  private final ApprovedTrust trust;

  /** A service in a list of them. */
  record ListItem(int id, String name, Instant notBefore, Instant notAfter) {}

  /** A service. */
  record Service(
      int id,
      String name,
      String subjectDistinguishedName,
      String issuerDistinguishedName,
      Instant notBefore,
      Instant notAfter,
      String certificateProfileInfo,
      boolean tlsAuth,
      Optional<RequestFormat> defaultCsrFormat,
      Optional<String> acmeServerDirectoryUrl,
      Optional<String> acmeServerIpAddress,
      Optional<String> authenticationCertificateProfileId,
      Optional<String> signingCertificateProfileId) {

    static Service of(CertificationService service) {
      X509Certificate certificate = service.top().certificate();
      Optional<AcmeServer> acme = service.acmeServer();
      return new Service(
          ApprovedTrust.id(service),
          service.name(),
          certificate.getSubjectX500Principal().getName(),
          certificate.getIssuerX500Principal().getName(),
          certificate.getNotBefore().toInstant(),
          certificate.getNotAfter().toInstant(),
          service.certificateProfile(),
          service.authenticationOnly(),
          service.defaultRequestFormat(),
          acme.map(AcmeServer::directoryUrl),
          acme.flatMap(AcmeServer::ipAddress),
          acme.flatMap(AcmeServer::authenticationProfileId),
          acme.flatMap(AcmeServer::signingProfileId));
    }
  }

  /** What can be set; what is missing stays as it is. */
  record Settings(
      Optional<String> certificateProfileInfo,
      Optional<String> tlsAuth,
      Optional<RequestFormat> defaultCsrFormat,
      Optional<String> acmeServerDirectoryUrl,
      Optional<String> acmeServerIpAddress,
      Optional<String> authenticationCertificateProfileId,
      Optional<String> signingCertificateProfileId) {

    static Settings of(Form form) {
      return new Settings(
          form.text("certificate_profile_info"),
          form.text("tls_auth"),
          form.text("default_csr_format").map(Settings::format),
          form.text("acme_server_directory_url"),
          form.text("acme_server_ip_address"),
          form.text("authentication_certificate_profile_id"),
          form.text("signing_certificate_profile_id"));
    }

    private static RequestFormat format(String text) {
      return switch (text) {
        case "PEM" -> RequestFormat.PEM;
        case "DER" -> RequestFormat.DER;
        default -> throw Refusal.invalid("default_csr_format", "OneOf [PEM, DER]");
      };
    }

    Optional<Boolean> isAuthenticationOnly() {
      return tlsAuth.map(text ->
          switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.invalid("tls_auth", "OneOf [true, false]");
          });
    }

    /** Over what was there; an empty address of the ACME server takes it away. */
    Optional<AcmeServer> acme(Optional<AcmeServer> before) {
      Optional<String> url =
          acmeServerDirectoryUrl
              .or(() -> before.map(AcmeServer::directoryUrl))
              .filter(text -> !text.isEmpty());
      return url.map(known ->
          new AcmeServer(
              known,
              acmeServerIpAddress.or(() -> before.flatMap(AcmeServer::ipAddress)),
              authenticationCertificateProfileId.or(
                  () -> before.flatMap(AcmeServer::authenticationProfileId)),
              signingCertificateProfileId.or(() -> before.flatMap(AcmeServer::signingProfileId))));
    }
  }

  /** An authority. */
  record CertificateAuthority(int id, CertificateView caCertificate) {
    static CertificateAuthority of(ApprovedTrust.Place place) {
      return new CertificateAuthority(
          place.id(), CertificateView.of(place.authority().certificate()));
    }
  }

  CertificationServices(Registry registry, ApprovedTrust trust) {
    this.registry = registry;
    this.trust = trust;
  }

  @GET
  @Needs(Permission.VIEW_APPROVED_CAS)
  public List<ListItem> getCertificationServices() {
    return trust.services().stream()
        .map(Service::of)
        .map(s -> new ListItem(s.id(), s.name(), s.notBefore(), s.notAfter()))
        .toList();
  }

  @POST
  @Created
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.ADD_APPROVED_CA)
  @Audited(AuditEvent.ADD_CERTIFICATION_SERVICE)
  public Service addCertificationService(@Context Call call, MultipartBody body) {
    var form = new Form(body, FIELDS);
    X509Certificate certificate =
        form.certificate("certificate")
            .orElseThrow(() -> Refusal.invalid("certificate", "NotNull"));
    Settings settings = Settings.of(form);
    var service =
        new CertificationService(
            CertificateView.commonName(certificate.getSubjectX500Principal()),
            settings.isAuthenticationOnly().orElse(false),
            new Authority(certificate, List.of()),
            List.of(),
            settings
                .certificateProfileInfo()
                .orElseThrow(() -> Refusal.invalid("certificate_profile_info", "NotNull")),
            settings.defaultCsrFormat(),
            settings.acme(Optional.empty()));
    note(call, service);
    call.note("caCertHash", Numbers.nameOf(certificate)).note("caCertHashAlgorithm", "SHA-1");
    if (trust.services().stream().anyMatch(known -> known.name().equals(service.name()))) {
      throw Refusal.conflict("certification_service_exists", service.name());
    }
    registry.execute(new ApproveCertificationService(service), call.actor());
    return Service.of(service);
  }

  private static void note(Call call, CertificationService service) {
    call.note("caId", ApprovedTrust.id(service))
        .note("authenticationOnly", service.authenticationOnly())
        .note("certificateProfileInfo", service.certificateProfile());
  }

  @GET
  @Path("{certification_service_id}")
  @Needs(Permission.VIEW_APPROVED_CA_DETAILS)
  public Service getCertificationService(@PathParam("certification_service_id") int id) {
    return Service.of(trust.service(id));
  }

  @PATCH
  @Path("{certification_service_id}")
  @Needs(Permission.EDIT_APPROVED_CA)
  @Audited(AuditEvent.EDIT_CERTIFICATION_SERVICE)
  public Service updateCertificationService(
      @Context Call call, @PathParam("certification_service_id") int id, Settings settings) {
    CertificationService before = trust.service(id);
    var service =
        new CertificationService(
            before.name(),
            settings.isAuthenticationOnly().orElse(before.authenticationOnly()),
            before.top(),
            before.intermediates(),
            settings.certificateProfileInfo().orElse(before.certificateProfile()),
            settings.defaultCsrFormat().or(before::defaultRequestFormat),
            settings.acme(before.acmeServer()));
    note(call, service);
    registry.execute(new ChangeCertificationService(service), call.actor());
    return Service.of(service);
  }

  @DELETE
  @Path("{certification_service_id}")
  @Needs(Permission.DELETE_APPROVED_CA)
  @Audited(AuditEvent.DELETE_CERTIFICATION_SERVICE)
  public void deleteCertificationService(
      @Context Call call, @PathParam("certification_service_id") int id) {
    call.note("caId", id);
    registry.execute(new WithdrawCertificationService(trust.service(id).name()), call.actor());
  }

  @GET
  @Path("{certification_service_id}/certificate")
  @Needs(Permission.VIEW_APPROVED_CA_DETAILS)
  public CertificateView getCertificationServiceCertificate(
      @PathParam("certification_service_id") int id) {
    return CertificateView.of(trust.service(id).top().certificate());
  }

  @GET
  @Path("{certification_service_id}/intermediate-cas")
  @Needs(Permission.VIEW_APPROVED_CA_DETAILS)
  public List<CertificateAuthority> getCertificationServiceIntermediateCas(
      @PathParam("certification_service_id") int id) {
    CertificationService service = trust.service(id);
    return service.intermediates().stream()
        .map(authority -> new ApprovedTrust.Place(service, authority))
        .map(CertificateAuthority::of)
        .toList();
  }

  @POST
  @Created
  @Path("{certification_service_id}/intermediate-cas")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.EDIT_APPROVED_CA)
  @Audited(AuditEvent.ADD_INTERMEDIATE_CA)
  public CertificateAuthority addCertificationServiceIntermediateCa(
      @Context Call call, @PathParam("certification_service_id") int id, MultipartBody body) {
    X509Certificate certificate =
        new Form(body, Set.of("certificate"))
            .certificate("certificate")
            .orElseThrow(() -> Refusal.invalid("certificate", "NotNull"));
    call.note("caId", id)
        .note("intermediateCaCertHash", Numbers.nameOf(certificate))
        .note("intermediateCaCertHashAlgorithm", "SHA-1");
    ApprovedTrust.Place added = trust.addIntermediate(trust.service(id), certificate, call);
    call.note("intermediateCaId", added.id());
    return CertificateAuthority.of(added);
  }

  @GET
  @Path("{certification_service_id}/ocsp-responders")
  @Needs(Permission.VIEW_APPROVED_CA_DETAILS)
  public List<OcspResponders.OcspResponder> getCertificationServiceOcspResponders(
      @PathParam("certification_service_id") int id) {
    return OcspResponders.list(trust.top(id));
  }

  @POST
  @Created
  @Path("{certification_service_id}/ocsp-responders")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.EDIT_APPROVED_CA)
  @Audited(AuditEvent.ADD_OCSP_RESPONDER)
  public OcspResponders.OcspResponder addCertificationServiceOcspResponder(
      @Context Call call, @PathParam("certification_service_id") int id, MultipartBody body) {
    call.note("caId", id);
    return OcspResponders.add(trust, trust.top(id), body, call);
  }
}
