// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/**
 * Instance DEV as in the recordings: a caller and a provider with a server each, all keys and
 * certificates always the same.
 */
final class GoldenInstance {
  static final ClientId CALLER = ClientId.parse("DEV/COM/4321/TestClient");
  static final ClientId PROVIDER = ClientId.parse("DEV/COM/1234/TestService");
  static final SecurityServerId CALLER_SERVER = new SecurityServerId(CALLER.member(), "SS2");
  static final SecurityServerId PROVIDER_SERVER = new SecurityServerId(PROVIDER.member(), "SS1");
  static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);

  /** What one server is known by and signs with. */
  record Keys(TestKey signing, TestKey authentication) {

    List<TestKey> both() {
      return List.of(signing, authentication);
    }
  }

  private static final String PROFILE =
      "ee.ria.xroad.common.certificateprofile.impl.FiVRKCertificateProfileInfoProvider";

  private final TestKey root = certificate("O=Golden, CN=Golden CA", 1).authority().selfSigned();
  private final TestKey responder =
      certificate("O=Golden, CN=Golden OCSP", 2).ocspSigning().issuedBy(root);
  private final TestAuthority authority = new TestAuthority("Golden", root, responder, responder);
  private final Keys caller = keys(CALLER_SERVER, 10);
  private final Keys provider = keys(PROVIDER_SERVER, 20);

  private Keys keys(SecurityServerId server, int serial) {
    String owner = ", serialNumber=DEV/" + server.serverCode() + "/COM";
    String code = "C=FI, O=Golden, CN=" + server.owner().memberCode();
    return new Keys(
        certificate(code + owner, serial).signing().issuedBy(root),
        certificate("C=FI, O=Golden, CN=localhost" + owner, serial + 1)
            .authentication()
            .issuedBy(root));
  }

  private static TestCertificate certificate(String subject, int serial) {
    return TestCertificate.subject(subject)
        .key(SeededKey.of("postroad golden " + serial))
        .serial(BigInteger.valueOf(serial));
  }

  Keys caller() {
    return caller;
  }

  Keys provider() {
    return provider;
  }

  byte[] ocspResponse(X509Certificate certificate) {
    return authority.good(certificate, TestAuthority.NOW);
  }

  /**
   * Everything that a reader of the captures needs to verify them: the root, then the responder.
   */
  List<X509Certificate> trusted() {
    return List.of(root.certificate(), responder.certificate());
  }

  GlobalConfiguration global() {
    SharedParameters shared =
        new SharedParameters(
            "DEV",
            List.of(),
            List.of(certificationService()),
            List.of(),
            List.of(member(CALLER), member(PROVIDER)),
            List.of(
                server(CALLER_SERVER, CALLER, caller), server(PROVIDER_SERVER, PROVIDER, provider)),
            List.of(),
            List.of(),
            Duration.ofHours(1));
    return GlobalConfiguration.of(
        "DEV",
        Optional.empty(),
        List.of(
            new InstanceParameters(
                shared, Optional.of(TestAuthority.NOW.plus(Duration.ofHours(1))))),
        OptionalParameters.DEFAULTS);
  }

  private CertificationService certificationService() {
    return new CertificationService(
        "Golden",
        false,
        new CertificationService.Authority(
            root.certificate(),
            List.of(
                new CertificationService.OcspService(
                    "http://ocsp.test/", Optional.of(responder.certificate()), Optional.empty()))),
        List.of(),
        PROFILE,
        Optional.empty(),
        Optional.empty());
  }

  private static SharedParameters.Member member(ClientId client) {
    return new SharedParameters.Member(
        client.member(),
        "Commercial",
        client.member().memberCode(),
        List.of(
            new SharedParameters.Subsystem(
                new SubsystemId(client.member(), client.subsystemCode().orElseThrow()),
                Optional.empty())));
  }

  private static SharedParameters.Server server(SecurityServerId id, ClientId client, Keys keys) {
    return new SharedParameters.Server(
        id,
        Optional.of("127.0.0.1"),
        List.of(Certificates.sha256(keys.authentication().certificate())),
        List.of(client),
        Optional.empty());
  }
}
