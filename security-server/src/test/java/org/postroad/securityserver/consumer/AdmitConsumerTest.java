// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/** Who may call for a client, and over which connection (A-062 to A-065, E-040). */
final class AdmitConsumerTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final X509Certificate OWN = certificate("CN=own");
  private static final X509Certificate SECOND = certificate("CN=second");
  private static final X509Certificate STRANGER = certificate("CN=stranger");
  private static final String CLIENT = "Client (SUBSYSTEM:TEST/GOV/1234/tax) ";

  @Test
  void httpClientsMayComeAnyWay() {
    admit(ConnectionType.HTTP, plain());
    admit(ConnectionType.HTTP, plain().overTls());
    admit(ConnectionType.HTTP, plain().overTls(STRANGER));
  }

  @Test
  void httpsWithoutAuthenticationNeedsTlsOnly() {
    admit(ConnectionType.HTTPS_NO_AUTH, plain().overTls());
    admit(ConnectionType.HTTPS_NO_AUTH, plain().overTls(STRANGER));
    refused(
        "specifies HTTPS NO AUTH but client made plaintext connection",
        ConnectionType.HTTPS_NO_AUTH,
        plain());
  }

  @Test
  void httpsNeedsOneOfTheClientsCertificates() {
    admit(ConnectionType.HTTPS, plain().overTls(OWN), OWN);
    admit(ConnectionType.HTTPS, plain().overTls(SECOND), OWN, SECOND);
    String missing = "specifies HTTPS but did not supply TLS certificate";
    refused(missing, ConnectionType.HTTPS, plain(), OWN);
    refused(missing, ConnectionType.HTTPS, plain().overTls(), OWN);
    refused("has no IS certificates", ConnectionType.HTTPS, plain().overTls(OWN));
    refused(
        "TLS certificate does not match any IS certificates",
        ConnectionType.HTTPS,
        plain().overTls(STRANGER),
        OWN,
        SECOND);
  }

  @Test
  void certificateFurtherUpTheChainDoesNotCount() {
    refused(
        "TLS certificate does not match any IS certificates",
        ConnectionType.HTTPS,
        plain().overTls(STRANGER, OWN),
        OWN);
  }

  @ParameterizedTest
  @EnumSource(value = Client.Status.class, names = "REGISTERED", mode = EnumSource.Mode.EXCLUDE)
  void clientsThatAreNotRegisteredAreNotFound(Client.Status status) {
    Client client =
        new Client(
            TestInstance.CALLER,
            status,
            ConnectionType.HTTP,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertNotFound(new ServerConfiguration(TestInstance.CALLER_SERVER, List.of(), List.of(client)));
  }

  @Test
  void unknownClientsAreNotFound() {
    assertNotFound(new ServerConfiguration(TestInstance.CALLER_SERVER, List.of(), List.of()));
  }

  private static void assertNotFound(ServerConfiguration server) {
    Fault fault =
        assertThrows(
            Fault.class, () -> admit(new Configuration(server, INSTANCE.global()), plain()));
    assertEquals(FaultCode.UNKNOWN_MEMBER, fault.code());
    assertEquals("Client 'SUBSYSTEM:TEST/GOV/1234/tax' not found", fault.text());
  }

  private static void refused(
      String reason, ConnectionType type, ServerExchange exchange, X509Certificate... own) {
    Fault fault = assertThrows(Fault.class, () -> admit(type, exchange, own));
    assertEquals(FaultCode.SSL_AUTHENTICATION_FAILED, fault.code());
    assertEquals(CLIENT + reason, fault.text());
  }

  private static void admit(ConnectionType type, ServerExchange exchange, X509Certificate... own) {
    admit(INSTANCE.atCaller(type, own), exchange);
  }

  private static void admit(Configuration configuration, ServerExchange exchange) {
    new AdmitConsumer()
        .apply(Fixtures.received(configuration, exchange, TestMessages.rest("GET", "svc", "")));
  }

  private static FakeExchange plain() {
    return FakeExchange.get("/");
  }

  private static X509Certificate certificate(String subject) {
    return TestCertificate.subject(subject)
        .authentication()
        .issuedBy(TestAuthority.create().root())
        .certificate();
  }
}
