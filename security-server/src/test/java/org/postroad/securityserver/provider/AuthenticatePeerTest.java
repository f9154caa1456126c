// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.securityserver.testing.TestServerKeys;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestOcsp;

/**
 * The other security server must serve the caller: the negative matrix of threat 29 (A-032, A-061,
 * C-011 to C-017).
 */
@org.junit.jupiter.api.TestInstance(org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS)
final class AuthenticatePeerTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final TestAuthority AUTHORITY = INSTANCE.authority();
  private static final X509Certificate PEER = INSTANCE.callerKey().certificate();
  private static final byte[] GOOD = AUTHORITY.good(PEER, TestAuthority.NOW);
  private static final ServiceId SERVICE = TestMessages.service("svc");

  private SigningIdentities providers;
  private SigningIdentities signers;

  @BeforeEach
  void useKeysOfTheProvider() {
    signers = providers;
  }

  @BeforeAll
  void makeKeys(@TempDir Path directory) {
    providers = new TestServerKeys(directory, AUTHORITY, TestInstance.PROVIDER).identities();
  }

  @Test
  void acceptsTheServerWhereTheCallerIsRegistered() {
    authenticate(rest(GOOD), PEER);
    authenticate(soap(TestInstance.CALLER, GOOD), PEER);
  }

  @Test
  void refusesASoapMessageForAnotherServerBeforeAllElse() {
    byte[] envelope =
        TestMessages.envelope(TestInstance.CALLER, SERVICE, TestInstance.CALLER_SERVER);
    Fault fault = refused(Fixtures.soap(envelope), false, configuration(), PEER);
    assertEquals(
        List.of(FaultCode.SERVICE_FAILED, FaultCode.INVALID_SECURITY_SERVER), fault.path());
    assertEquals(
        "Invalid security server identifier 'SERVER:TEST/GOV/1234/ss1' expected"
            + " 'SERVER:TEST/GOV/5678/ss2'",
        fault.text());
  }

  @Test
  void acceptsASoapMessageForThisServerAndARestMessageForAny() {
    byte[] envelope =
        TestMessages.envelope(TestInstance.CALLER, SERVICE, TestInstance.PROVIDER_SERVER);
    authenticate(new Sent(Fixtures.soap(envelope, GOOD), false), PEER);
    byte[] rest =
        Fixtures.rest(
            TestMessages.rest("GET", "svc", "", "X-Road-Security-Server", "TEST/GOV/1234/ss1"),
            GOOD);
    authenticate(new Sent(rest, true), PEER);
  }

  @Test
  void refusesAProviderThatIsNotRegisteredHereBeforeLookingAtThePeer() {
    Configuration empty =
        new Configuration(
            new ServerConfiguration(TestInstance.PROVIDER_SERVER, List.of(), List.of()),
            INSTANCE.global());
    Client deleted =
        new Client(
            TestInstance.PROVIDER,
            Client.Status.DELETION_IN_PROGRESS,
            Client.ConnectionType.HTTP,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    Configuration leaving =
        new Configuration(
            new ServerConfiguration(TestInstance.PROVIDER_SERVER, List.of(), List.of(deleted)),
            INSTANCE.global());
    for (Configuration configuration : List.of(empty, leaving)) {
      Fault fault = refused(rest().body(), true, configuration, PEER);
      assertEquals(List.of(FaultCode.SERVICE_FAILED, FaultCode.UNKNOWN_MEMBER), fault.path());
      assertEquals("Client 'SUBSYSTEM:TEST/GOV/5678/people' not found", fault.text());
    }
  }

  /** Violates what comes before and what comes after: the first is told. */
  @Test
  void refusesAProviderWithoutASigningKeyAfterTheAddresseeAndBeforeThePeer(@TempDir Path empty) {
    signers =
        new SigningIdentities(
            ServerKeys.open(empty.resolve("keys"), "no keys in here".toCharArray()),
            OcspStore.open(empty.resolve("ocsp")));
    byte[] elsewhere =
        TestMessages.envelope(TestInstance.CALLER, SERVICE, TestInstance.CALLER_SERVER);
    assertEquals(
        FaultCode.INVALID_SECURITY_SERVER,
        refused(Fixtures.soap(elsewhere), false, configuration(), PEER).code());
    Fault fault = refused(rest().body(), true, configuration(), PEER);
    assertEquals(
        List.of(FaultCode.SERVICE_FAILED, FaultCode.CANNOT_CREATE_SIGNATURE), fault.path());
    assertTrue(fault.text().startsWith("Failed to get signing info for member "), fault.text());
  }

  @Test
  void refusesAPeerWithoutOcspResponse() {
    assertEquals(
        "Cannot verify TLS certificate, corresponding OCSP response is missing",
        refusedPeer(rest(), PEER).text());
  }

  @Test
  void refusesTheServerOfSomebodyElse() {
    X509Certificate provider = INSTANCE.providerKey().certificate();
    assertEquals(
        "Client 'SUBSYSTEM:TEST/GOV/1234/tax' is not registered at security server"
            + " SERVER:TEST/GOV/5678/ss2",
        refusedPeer(rest(AUTHORITY.good(provider, TestAuthority.NOW)), provider).text());
  }

  @Test
  void refusesAnotherSubsystemOfTheSameMember() {
    ClientId other = ClientId.parse("TEST/GOV/1234/other");
    assertEquals(
        "Client 'SUBSYSTEM:TEST/GOV/1234/other' is not registered at security server"
            + " SERVER:TEST/GOV/1234/ss1",
        refusedPeer(soap(other, GOOD), PEER).text());
  }

  @Test
  void refusesACertificateNobodyRegistered() {
    X509Certificate unregistered =
        AUTHORITY.authentication(TestInstance.CALLER.member()).certificate();
    refusedPeer(rest(AUTHORITY.good(unregistered, TestAuthority.NOW)), unregistered);
  }

  @Test
  void refusesASigningCertificateEvenIfRegistered() {
    X509Certificate signing = AUTHORITY.signing(TestInstance.CALLER.member()).certificate();
    assertEquals(
        "Peer certificate is not an authentication certificate",
        refusedPeer(rest(AUTHORITY.good(signing, TestAuthority.NOW)), registered(signing), signing)
            .text());
  }

  @Test
  void refusesAForeignAuthorityEvenIfRegistered() {
    TestAuthority foreign = TestAuthority.create("Foreign CA");
    X509Certificate leaf = foreign.authentication(TestInstance.CALLER.member()).certificate();
    refusedPeer(
        rest(foreign.good(leaf, TestAuthority.NOW)),
        registered(leaf),
        leaf,
        foreign.root().certificate());
  }

  @Test
  void refusesASelfSignedCertificateWithTheAuthoritysName() {
    TestKey imitation =
        TestCertificate.subject("CN=1234")
            .authentication()
            .issuerName("O=Test, CN=Test CA")
            .selfSigned();
    refusedPeer(
        rest(AUTHORITY.good(imitation.certificate(), TestAuthority.NOW)),
        registered(imitation.certificate()),
        imitation.certificate());
  }

  @Test
  void refusesAnExpiredCertificate() {
    X509Certificate expired =
        TestCertificate.subject("CN=1234")
            .authentication()
            .valid(
                TestAuthority.NOW.minus(Duration.ofDays(20)),
                TestAuthority.NOW.minus(Duration.ofDays(1)))
            .issuedBy(AUTHORITY.root())
            .certificate();
    refusedPeer(rest(AUTHORITY.good(expired, TestAuthority.NOW)), registered(expired), expired);
  }

  @Test
  void refusesOcspResponsesThatDoNotProveTheCertificateGoodNow() {
    X509Certificate issuer = AUTHORITY.root().certificate();
    X509Certificate other = INSTANCE.providerKey().certificate();
    TestAuthority foreign = TestAuthority.create("Foreign CA");
    List<byte[]> useless =
        List.of(
            AUTHORITY.good(PEER, TestAuthority.NOW.minus(Duration.ofHours(2))),
            AUTHORITY.good(PEER, TestAuthority.NOW.plus(Duration.ofHours(2))),
            AUTHORITY.good(other, TestAuthority.NOW),
            TestOcsp.about(PEER, issuer)
                .revoked(TestAuthority.NOW.minus(Duration.ofDays(1)))
                .signedBy(AUTHORITY.ocspSigner()),
            TestOcsp.about(PEER, issuer).unknown().signedBy(AUTHORITY.ocspSigner()),
            TestOcsp.about(PEER, issuer).signedBy(foreign.ocspSigner()),
            TestOcsp.about(PEER, issuer).signedBy(INSTANCE.callerKey()),
            new byte[] {0x30, 0});
    for (int i = 0; i < useless.size(); i++) {
      Sent sent = rest(useless.get(i));
      assertThrows(Fault.class, () -> authenticate(sent, PEER), "response " + i);
      refusedPeer(sent, PEER);
    }
  }

  @Test
  void refusesAConnectionWithoutACertificate() {
    refusedPeer(rest(GOOD));
  }

  private record Sent(byte[] body, boolean isRest) {}

  private static Sent rest(byte[]... ocspResponses) {
    return new Sent(Fixtures.rest(TestMessages.rest("GET", "svc", ""), ocspResponses), true);
  }

  private static Sent soap(ClientId caller, byte[]... ocspResponses) {
    return new Sent(Fixtures.soap(TestMessages.envelope(caller, SERVICE), ocspResponses), false);
  }

  private static Configuration configuration() {
    return INSTANCE.atProvider(List.of());
  }

  /** The caller's server, registered with this certificate. */
  private static Configuration registered(X509Certificate certificate) {
    GlobalConfiguration global =
        INSTANCE.global(
            TestInstance.server(
                TestInstance.CALLER_SERVER, "caller.test", certificate, TestInstance.CALLER));
    return new Configuration(configuration().server(), global);
  }

  private Fault refusedPeer(Sent sent, X509Certificate... peer) {
    return refusedPeer(sent, configuration(), peer);
  }

  private Fault refusedPeer(Sent sent, Configuration configuration, X509Certificate... peer) {
    Fault fault = refused(sent.body(), sent.isRest(), configuration, peer);
    assertEquals(
        List.of(FaultCode.SERVICE_FAILED, FaultCode.SSL_AUTHENTICATION_FAILED),
        fault.path().subList(0, 2),
        fault.text());
    return fault;
  }

  private Fault refused(
      byte[] body, boolean rest, Configuration configuration, X509Certificate... peer) {
    return assertThrows(Fault.class, () -> authenticate(body, rest, configuration, peer));
  }

  private void authenticate(Sent sent, X509Certificate... peer) {
    authenticate(sent.body(), sent.isRest(), configuration(), peer);
  }

  private void authenticate(
      byte[] body, boolean rest, Configuration configuration, X509Certificate... peer) {
    FakeExchange exchange = Fixtures.post(Fixtures.headers(rest), body).overTls(peer);
    try {
      Opened opened =
          new OpenTransport(() -> configuration, TransportLimits.DEFAULT, Optional.empty())
              .apply(Fixtures.arrival(exchange));
      new AuthenticatePeer(signers, TestInstance.CLOCK).apply(opened);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
