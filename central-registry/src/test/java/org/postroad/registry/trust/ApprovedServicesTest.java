// SPDX-License-Identifier: MIT

package org.postroad.registry.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.AUTHORITY;
import static org.postroad.registry.TestCertificates.SIGNING;
import static org.postroad.registry.TestCertificates.assertFault;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.registry.trust.TrustCommand.ApproveCertificationService;
import org.postroad.registry.trust.TrustCommand.ApproveTimestampingService;
import org.postroad.registry.trust.TrustCommand.ChangeCertificationService;
import org.postroad.registry.trust.TrustCommand.ChangeTimestampingService;
import org.postroad.registry.trust.TrustCommand.WithdrawCertificationService;
import org.postroad.registry.trust.TrustCommand.WithdrawTimestampingService;
import org.postroad.testing.TestAuthority;

class ApprovedServicesTest {
  private static final TimestampingService CLOCK =
      new TimestampingService("Clock", "http://tsa.example", AUTHENTICATION, Optional.empty());

  private final ApprovedServices services = new ApprovedServices();

  private static CertificationService service(
      String name, X509Certificate top, X509Certificate intermediate, String url) {
    return new CertificationService(
        name,
        false,
        new Authority(top, List.of(new OcspService(url, Optional.empty(), Optional.empty()))),
        List.of(new Authority(intermediate, List.of())),
        "ee.ria.xroad.common.certificateprofile.impl.BasicCertificateProfileInfoProvider",
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void servicesAreApprovedAndWithdrawnByName() {
    var service = service("CA", AUTHORITY, AUTHORITY, "http://ocsp.example:8888/ocsp");
    services.apply(new ApproveCertificationService(service));
    services.apply(new ApproveTimestampingService(CLOCK));
    assertEquals(
        new ApprovedServices.Snapshot(List.of(service), List.of(CLOCK), List.of()),
        services.snapshot());
    services.apply(new WithdrawCertificationService("CA"));
    services.apply(new WithdrawTimestampingService("Clock"));
    assertEquals(
        new ApprovedServices.Snapshot(List.of(), List.of(), List.of()), services.snapshot());
  }

  @Test
  void aServiceIsChangedButNotItsTopAuthority() {
    services.apply(
        new ApproveCertificationService(service("CA", AUTHORITY, AUTHORITY, "http://a.example")));
    services.apply(new ApproveTimestampingService(CLOCK));
    var changed = service("CA", AUTHORITY, AUTHORITY, "http://b.example");
    var moved = new TimestampingService("Clock", "http://other.example", SIGNING, Optional.empty());
    services.apply(new ChangeCertificationService(changed));
    services.apply(new ChangeTimestampingService(moved));
    assertEquals(
        new ApprovedServices.Snapshot(List.of(changed), List.of(moved), List.of()),
        services.snapshot());
    var other = TestAuthority.create().root().certificate();
    assertFault(
        FaultCode.INVALID_REQUEST,
        () ->
            services.apply(
                new ChangeCertificationService(
                    service("CA", other, AUTHORITY, "http://b.example"))));
    assertFault(
        FaultCode.NOT_FOUND,
        () ->
            services.apply(
                new ChangeCertificationService(
                    service("Other", AUTHORITY, AUTHORITY, "http://b.example"))));
  }

  @Test
  void whatIsNoAuthorityIsRefused() {
    assertFault(
        FaultCode.INVALID_REQUEST,
        () ->
            services.apply(
                new ApproveCertificationService(
                    service("CA", AUTHENTICATION, AUTHORITY, "http://o.example"))));
    assertFault(
        FaultCode.INVALID_REQUEST,
        () ->
            services.apply(
                new ApproveCertificationService(
                    service("CA", AUTHORITY, AUTHENTICATION, "http://o.example"))));
  }

  @Test
  void namesAreGivenOnceAndMustBeKnown() {
    services.apply(new ApproveTimestampingService(CLOCK));
    assertFault(
        FaultCode.INVALID_REQUEST, () -> services.apply(new ApproveTimestampingService(CLOCK)));
    assertFault(
        FaultCode.NOT_FOUND, () -> services.apply(new WithdrawTimestampingService("clock")));
    assertFault(
        FaultCode.NOT_FOUND, () -> services.apply(new WithdrawCertificationService("Clock")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ocsp.example", "ftp://o.example", "http://", "http:/x", "http://a b"})
  void aServiceIsReachedOverHttp(String url) {
    assertFault(
        FaultCode.INVALID_REQUEST,
        () ->
            services.apply(
                new ApproveCertificationService(service("CA", AUTHORITY, AUTHORITY, url))));
  }
}
