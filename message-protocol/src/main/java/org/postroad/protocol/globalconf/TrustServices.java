// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.postroad.protocol.certificate.ApprovedAuthority;
import org.postroad.protocol.certificate.CertificateProfile;
import org.postroad.protocol.certificate.OcspResponder;
import org.postroad.protocol.certificate.TimestampAuthority;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.globalconf.CertificationService.Authority;

/** Turns the trust services of shared parameters into what certificates are verified with. */
final class TrustServices {
  private TrustServices() {}

  static Trust trust(
      List<SharedParameters> instances, Duration ocspFreshness, boolean verifyNextUpdate) {
    var authorities = new LinkedHashMap<String, List<ApprovedAuthority>>();
    for (SharedParameters parameters : instances) {
      authorities.put(
          parameters.instance(),
          parameters.certificationServices().stream().map(TrustServices::authority).toList());
    }
    return new Trust(
        authorities,
        ocspFreshness,
        verifyNextUpdate,
        instances.stream().flatMap(p -> timestampAuthorities(p).stream()).distinct().toList());
  }

  static List<TimestampAuthority> timestampAuthorities(SharedParameters parameters) {
    return parameters.timestampingServices().stream()
        .map(s -> new TimestampAuthority(s.name(), s.url(), s.certificate()))
        .toList();
  }

  static Stream<X509Certificate> authorityCertificates(SharedParameters parameters) {
    return parameters.certificationServices().stream()
        .flatMap(TrustServices::authorities)
        .map(Authority::certificate);
  }

  private static ApprovedAuthority authority(CertificationService service) {
    return new ApprovedAuthority(
        service.name(),
        service.top().certificate(),
        service.intermediates().stream().map(Authority::certificate).toList(),
        authorities(service).flatMap(TrustServices::responders).toList(),
        CertificateProfile.named(service.certificateProfile()),
        service.authenticationOnly());
  }

  private static Stream<Authority> authorities(CertificationService service) {
    return Stream.concat(Stream.of(service.top()), service.intermediates().stream());
  }

  private static Stream<OcspResponder> responders(Authority authority) {
    return authority.ocspServices().stream()
        .map(s -> new OcspResponder(authority.certificate(), s.url(), s.certificate()));
  }
}
