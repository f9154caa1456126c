// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.testing.TestAuthority.NOW;
import static org.postroad.testing.TestAuthority.TEST_INSTANCE;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestOcsp;
import org.postroad.testing.TestTimestamp;

/** Every kind of certificate is good for its own role and for no other. */
class RoleMatrixTest {
  private static final MemberId MEMBER = new MemberId(TEST_INSTANCE, "GOV", "1234");

  private final TestAuthority authority = TestAuthority.create();
  private final Map<String, TestKey> kinds = kinds(authority);
  private final X509Certificate subject = authority.signing(MEMBER).certificate();

  @ParameterizedTest
  @CsvSource({
    "authority, issuer",
    "signing, message",
    "authentication, tls",
    "ocsp, ocsp tls",
    "timestamping, timestamp tls",
    "plain, ''"
  })
  void eachKindHasItsRoles(String kind, String roles) {
    // A responder's or time-stamper's digitalSignature also fits TLS by rule C-014; such a
    // certificate still belongs to no server, since none is registered with it.
    Set<String> expected = roles.isEmpty() ? Set.of() : Set.of(roles.split(" "));
    assertEquals(new TreeSet<>(expected), roles(kinds.getOrDefault(kind, authority.root())));
  }

  private Set<String> roles(TestKey key) {
    Map<String, Runnable> uses = new LinkedHashMap<>();
    uses.put("issuer", () -> issues(key));
    uses.put("message", () -> signsMessages(key));
    uses.put("tls", () -> servesTls(key));
    uses.put("ocsp", () -> answersOcsp(key));
    uses.put("timestamp", () -> stamps(key));
    Set<String> accepted = new TreeSet<>();
    uses.forEach((role, use) -> {
      if (!Refused.isRefused(use)) {
        accepted.add(role);
      }
    });
    return accepted;
  }

  private void issues(TestKey key) {
    X509Certificate leaf = TestCertificate.subject("CN=leaf").signing().issuedBy(key).certificate();
    build(leaf, List.of(key.certificate()));
  }

  private void signsMessages(TestKey key) {
    build(key.certificate(), List.of());
    require(KeyUsages.isSigning(key.certificate()));
  }

  private void servesTls(TestKey key) {
    build(key.certificate(), List.of());
    require(KeyUsages.isAuthentication(key.certificate()));
  }

  private void answersOcsp(TestKey key) {
    byte[] response = TestOcsp.about(subject, authority.root().certificate()).signedBy(key);
    Trust trust = authority.trust(TEST_INSTANCE, authority.approved(List.of(), List.of(), false));
    OcspResponse.parse(response).verify(subject, authority.root().certificate(), trust, NOW);
  }

  /** Even when it is, by mistake, approved as a time-stamping authority. */
  private void stamps(TestKey key) {
    Digest imprint = DigestAlgorithm.SHA512.digest(new byte[1]);
    Trust trust =
        new Trust(
            Map.of(),
            Duration.ofHours(1),
            true,
            List.of(new TimestampAuthority("x", "http://x", key.certificate())));
    TimestampToken.parse(TestTimestamp.of(imprint, NOW).token(key)).verify(imprint, trust);
  }

  private void build(X509Certificate leaf, List<X509Certificate> extra) {
    CertificateChain.build(leaf, extra, authority.trust(), TEST_INSTANCE, NOW);
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new org.postroad.protocol.fault.Fault(
          org.postroad.protocol.fault.FaultCode.INCORRECT_CERTIFICATE, "wrong use");
    }
  }

  private static Map<String, TestKey> kinds(TestAuthority authority) {
    return Map.of(
        "authority", TestCertificate.subject("CN=Sub CA").authority().issuedBy(authority.root()),
        "signing", authority.signing(MEMBER),
        "authentication", authority.authentication(MEMBER),
        "ocsp", authority.ocspSigner(),
        "timestamping", authority.timestamper(),
        "plain", TestCertificate.subject("CN=plain").issuedBy(authority.root()));
  }
}
