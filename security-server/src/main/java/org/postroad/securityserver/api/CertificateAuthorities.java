// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.securityserver.conf.Configuration;

/** The certification authorities that the instance approves (E26). */
@Path("certificate-authorities")
public final class CertificateAuthorities {
  private static final String AUTHENTICATION = "AUTHENTICATION";
  private static final String SIGNING = "SIGNING";
  private static final int MOST_STEPS = 10;

  private final Supplier<Configuration> configuration;
  private final Predicate<X509Certificate> good;

  /** What is known of an authority's being good. */
  enum OcspResponse {
    NOT_AVAILABLE,
    OCSP_RESPONSE_UNKNOWN,
    OCSP_RESPONSE_GOOD,
    OCSP_RESPONSE_SUSPENDED,
    OCSP_RESPONSE_REVOKED
  }

  /**
   * An authority.
   *
   * @param ocspResponse of an intermediate one; nobody is asked about a top one
   * @param path names from this authority to the top one, joined by colons
   */
  record Authority(
      String name,
      String subjectDistinguishedName,
      String issuerDistinguishedName,
      OcspResponse ocspResponse,
      Instant notAfter,
      boolean topCa,
      String path,
      boolean authenticationOnly,
      String certificateProfileInfo,
      boolean acmeCapable,
      List<String> acmeServerIpAddresses) {}

  /**
   * @param good whether a response that counts now says that a certificate is good
   */
  CertificateAuthorities(Supplier<Configuration> configuration, Predicate<X509Certificate> good) {
    this.configuration = configuration;
    this.good = good;
  }

  @GET
  @Needs(Permission.VIEW_APPROVED_CERTIFICATE_AUTHORITIES)
  public List<Authority> getApprovedCertificateAuthorities(
      @QueryParam("key_usage_type") @DefaultValue("") String usage,
      @QueryParam("include_intermediate_cas") boolean intermediates) {
    if (!Set.of("", AUTHENTICATION, SIGNING).contains(usage)) {
      throw Refusal.invalid("key_usage_type", "OneOf [AUTHENTICATION, SIGNING]");
    }
    Configuration current = configuration.get();
    return current.global().parameters(current.global().instance()).stream()
        .map(SharedParameters::certificationServices)
        .flatMap(List::stream)
        .filter(service -> !service.authenticationOnly() || !usage.equals(SIGNING))
        .flatMap(service -> authorities(service, intermediates))
        .toList();
  }

  private Stream<Authority> authorities(CertificationService service, boolean intermediates) {
    var certificates = new ArrayList<X509Certificate>();
    certificates.add(service.top().certificate());
    service.intermediates().forEach(authority -> certificates.add(authority.certificate()));
    var bySubject = new HashMap<X500Principal, X509Certificate>();
    certificates.forEach(each -> bySubject.put(each.getSubjectX500Principal(), each));
    return certificates.stream()
        .limit(intermediates ? certificates.size() : 1)
        .map(certificate -> authority(service, certificate, bySubject));
  }

  private Authority authority(
      CertificationService service,
      X509Certificate certificate,
      Map<X500Principal, X509Certificate> known) {
    boolean top = certificate.equals(service.top().certificate());
    Optional<CertificationService.AcmeServer> acme = service.acmeServer();
    return new Authority(
        top ? service.name() : certificate.getSubjectX500Principal().getName(),
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        top || !good.test(certificate)
            ? OcspResponse.NOT_AVAILABLE
            : OcspResponse.OCSP_RESPONSE_GOOD,
        certificate.getNotAfter().toInstant(),
        top,
        path(certificate, known),
        service.authenticationOnly(),
        service.certificateProfile(),
        acme.isPresent(),
        acme.flatMap(CertificationService.AcmeServer::ipAddress).stream().toList());
  }

  private static String path(
      X509Certificate certificate, Map<X500Principal, X509Certificate> known) {
    var names = new ArrayList<String>();
    X500Principal next = certificate.getSubjectX500Principal();
    while (known.containsKey(next) && names.size() < MOST_STEPS) {
      names.add(next.getName());
      X500Principal issuer = known.get(next).getIssuerX500Principal();
      if (issuer.equals(next)) {
        break;
      }
      next = issuer;
    }
    return String.join(":", names);
  }
}
