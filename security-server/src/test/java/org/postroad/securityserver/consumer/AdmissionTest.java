// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/** Which connections may speak for a client (A-063 to A-065, E-040). */
final class AdmissionTest {
  private static final Instant NOW = TestAuthority.NOW;
  private static final X509Certificate LISTED = certificate("CN=listed");
  private static final X509Certificate SECOND = certificate("CN=second");
  private static final X509Certificate STRANGER = certificate("CN=stranger");
  private static final X509Certificate OWN_OF_SERVER = certificate("CN=security server");
  private static final X509Certificate EXPIRED =
      certificate("CN=old", NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(1));
  private static final X509Certificate EARLY =
      certificate("CN=new", NOW.plusSeconds(1), NOW.plus(Duration.ofDays(9)));
  private static final String CLIENT = "Client (SUBSYSTEM:TEST/GOV/1234/tax) ";

  private static final ConsumerSettings DEFAULT = ConsumerSettings.DEFAULT;
  private static final ConsumerSettings ENFORCING = new ConsumerSettings(true);

  @Test
  void httpClientsMayComeAnyWay() {
    check(DEFAULT, ConnectionType.HTTP, plain());
    check(DEFAULT, ConnectionType.HTTP, plain().overTls());
    check(DEFAULT, ConnectionType.HTTP, plain().overTls(STRANGER));
  }

  @Test
  void httpsWithoutAuthenticationNeedsTlsOnly() {
    check(DEFAULT, ConnectionType.HTTPS_NO_AUTH, plain().overTls());
    check(DEFAULT, ConnectionType.HTTPS_NO_AUTH, plain().overTls(STRANGER));
    refused(
        "specifies HTTPS NO AUTH but client made plaintext connection",
        DEFAULT,
        ConnectionType.HTTPS_NO_AUTH,
        plain());
  }

  @Test
  void httpsNeedsOneOfTheClientsCertificates() {
    check(DEFAULT, ConnectionType.HTTPS, plain().overTls(LISTED), LISTED);
    check(DEFAULT, ConnectionType.HTTPS, plain().overTls(SECOND), LISTED, SECOND);
    String missing = "specifies HTTPS but did not supply TLS certificate";
    refused(missing, DEFAULT, ConnectionType.HTTPS, plain(), LISTED);
    refused(missing, DEFAULT, ConnectionType.HTTPS, plain().overTls(), LISTED);
    refused("has no IS certificates", DEFAULT, ConnectionType.HTTPS, plain().overTls(LISTED));
    refused(
        "TLS certificate does not match any IS certificates",
        DEFAULT,
        ConnectionType.HTTPS,
        plain().overTls(STRANGER),
        LISTED,
        SECOND);
  }

  @Test
  void certificateFurtherUpTheChainDoesNotCount() {
    String reason = "TLS certificate does not match any IS certificates";
    refused(reason, DEFAULT, ConnectionType.HTTPS, plain().overTls(STRANGER, LISTED), LISTED);
    refused(
        reason, DEFAULT, ConnectionType.HTTPS, plain().overTls(STRANGER, OWN_OF_SERVER), LISTED);
  }

  @Test
  void ownCertificateOfTheServerCountsForEveryClient() {
    for (ConsumerSettings settings : List.of(DEFAULT, ENFORCING)) {
      check(settings, ConnectionType.HTTPS, plain().overTls(OWN_OF_SERVER), LISTED);
      check(settings, ConnectionType.HTTPS, plain().overTls(OWN_OF_SERVER));
    }
  }

  @Test
  void validityCountsOnlyWhenEnforced() {
    check(DEFAULT, ConnectionType.HTTPS, plain().overTls(EXPIRED), EXPIRED);
    check(DEFAULT, ConnectionType.HTTPS, plain().overTls(EARLY), EARLY);
    check(ENFORCING, ConnectionType.HTTPS, plain().overTls(LISTED), LISTED);
    refused(
        "TLS certificate is expired",
        ENFORCING,
        ConnectionType.HTTPS,
        plain().overTls(EXPIRED),
        EXPIRED);
    refused(
        "TLS certificate is not yet valid",
        ENFORCING,
        ConnectionType.HTTPS,
        plain().overTls(EARLY),
        EARLY);
  }

  @Test
  void validityOfACertificateThatIsNotListedDoesNotMatter() {
    refused(
        "TLS certificate does not match any IS certificates",
        ENFORCING,
        ConnectionType.HTTPS,
        plain().overTls(EXPIRED),
        LISTED);
  }

  @Test
  void certificatesOutsideTheirValidityAreToleratedByDefault() {
    assertEquals(new ConsumerSettings(false), ConsumerSettings.DEFAULT);
  }

  private static void refused(
      String reason,
      ConsumerSettings settings,
      ConnectionType type,
      ServerExchange exchange,
      X509Certificate... listed) {
    Fault fault = assertThrows(Fault.class, () -> check(settings, type, exchange, listed));
    assertEquals(FaultCode.SSL_AUTHENTICATION_FAILED, fault.code());
    assertEquals(CLIENT + reason, fault.text());
  }

  private static void check(
      ConsumerSettings settings,
      ConnectionType type,
      ServerExchange exchange,
      X509Certificate... listed) {
    new Admission(settings, () -> OWN_OF_SERVER, TestInstance.CLOCK)
        .check(
            TestInstance.client(TestInstance.CALLER, type, List.of(listed), List.of()), exchange);
  }

  private static FakeExchange plain() {
    return FakeExchange.get("/");
  }

  private static X509Certificate certificate(String subject) {
    return certificate(subject, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
  }

  private static X509Certificate certificate(String subject, Instant from, Instant to) {
    return TestCertificate.subject(subject)
        .authentication()
        .valid(from, to)
        .selfSigned()
        .certificate();
  }
}
