// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.CertificateView;
import org.postroad.protocol.administration.Created;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Form;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.publication.ManagementServices;

/** Who offers the management services, where, and with which certificate (E46). */
@Path("management-services-configuration")
public final class ManagementServicesConfiguration {
  private final Registry registry;

  /** How the services are reached; what is not set up yet is empty. */
  record Configuration(
      String serviceProviderId,
      String serviceProviderName,
      String securityServerId,
      String securityServerOwnersGlobalGroupCode,
      String servicesAddress,
      String wsdlAddress) {

    static Configuration of(ManagementServices services) {
      return new Configuration(
          services.provider().map(Encoded::of).orElse(""),
          services.providerName().orElse(""),
          services.servers().stream().map(Encoded::of).findFirst().orElse(""),
          services.owners().groupCode(),
          services.services(),
          services.description());
    }
  }

  /** The subsystem that is to offer them. */
  record ServiceProviderId(String serviceProviderId) {}

  /** The server it is to be registered at. */
  record RegisterProvider(String securityServerId) {}

  /** Whom a certificate is for. */
  record DistinguishedName(String name) {}

  ManagementServicesConfiguration(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Needs(Permission.VIEW_SYSTEM_SETTINGS)
  public Configuration getManagementServicesConfiguration() {
    return Configuration.of(registry.system().managementServices());
  }

  @PATCH
  @Needs(Permission.REGISTER_SERVICE_PROVIDER)
  @Audited(AuditEvent.EDIT_SERVICE_PROVIDER)
  public Configuration updateManagementServicesConfiguration(
      @Context Call call, ServiceProviderId provider) {
    call.note("serviceProviderIdentifier", provider.serviceProviderId());
    ClientId id = Encoded.client("service_provider_id", provider.serviceProviderId());
    if (!Views.exists(registry.snapshot().membership(), id)) {
      throw Refusal.notFound("subsystem_not_found", provider.serviceProviderId());
    }
    registry.execute(new SetManagementServiceProvider(id), call.actor());
    Configuration after = getManagementServicesConfiguration();
    call.note("serviceProviderName", after.serviceProviderName());
    return after;
  }

  @POST
  @Path("register-provider")
  @Needs(Permission.REGISTER_SERVICE_PROVIDER)
  @Audited(AuditEvent.REGISTER_SERVICE_PROVIDER)
  public Configuration registerServiceProvider(@Context Call call, RegisterProvider server) {
    SecurityServerId id = Encoded.server("security_server_id", server.securityServerId());
    call.note("serverCode", id.serverCode())
        .note("ownerClass", id.owner().memberClass())
        .note("ownerCode", id.owner().memberCode());
    Optional<ClientId> provider = registry.system().managementServices().provider();
    provider.ifPresent(client -> call.note("clientIdentifier", Encoded.of(client)));
    if (provider.isEmpty()) {
      throw Refusal.of(400, "management_service_provider_not_set");
    }
    if (registry.system().managementServices().servers().contains(id)) {
      throw Refusal.conflict("management_service_provider_already_registered");
    }
    registry.system().registerProvider(id, call.actor());
    return getManagementServicesConfiguration();
  }

  @GET
  @Path("certificate")
  @Needs(Permission.VIEW_MANAGEMENT_SERVICE_TLS_CERT)
  public CertificateView getCertificate() {
    return CertificateView.of(registry.system().managementCertificate());
  }

  @GET
  @Path("download-certificate")
  @Needs(Permission.DOWNLOAD_MANAGEMENT_SERVICE_TLS_CERT)
  public Response downloadCertificate() {
    String pem = Certificates.pem(registry.system().managementCertificate());
    return Response.ok(pem, "application/x-pem-file")
        .header("Content-Disposition", "attachment; filename=\"management-service.crt\"")
        .build();
  }

  @POST
  @Created
  @Path("certificate")
  @Needs(Permission.GENERATE_MANAGEMENT_SERVICE_TLS_KEY_CERT)
  @Audited(AuditEvent.RECREATE_MANAGEMENT_KEY)
  public CertificateView generateKeyAndCertificate(@Context Call call) {
    registry.system().recreateManagementKey();
    CertificateView made = getCertificate();
    call.note("certHash", made.hash()).note("certHashAlgorithm", "SHA-1");
    return made;
  }

  @POST
  @Path("generate-csr")
  @Needs(Permission.GENERATE_MANAGEMENT_SERVICE_TLS_CSR)
  @Audited(AuditEvent.GENERATE_MANAGEMENT_CSR)
  public Response generateCertificateRequest(@Context Call call, DistinguishedName subject) {
    call.note("subjectName", subject.name());
    byte[] request = registry.system().managementCertificateRequest(subject.name());
    return Response.ok(request, "application/pkcs10")
        .header("Content-Disposition", "attachment; filename=\"management-service.p10\"")
        .build();
  }

  @POST
  @Path("upload-certificate")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Needs(Permission.UPLOAD_MANAGEMENT_SERVICE_TLS_CERT)
  @Audited(AuditEvent.UPLOAD_MANAGEMENT_CERTIFICATE)
  public CertificateView uploadCertificate(@Context Call call, MultipartBody body) {
    var certificate =
        new Form(body, Set.of("certificate"))
            .certificate("certificate")
            .orElseThrow(() -> Refusal.invalid("certificate", "NotNull"));
    call.note("certHash", Numbers.nameOf(certificate)).note("certHashAlgorithm", "SHA-1");
    registry.system().importManagementCertificate(certificate);
    return getCertificate();
  }
}
