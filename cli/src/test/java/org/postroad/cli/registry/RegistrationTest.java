// SPDX-License-Identifier: MIT

package org.postroad.cli.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.cli.registry.RegistryFixture.AGENCY;
import static org.postroad.cli.registry.RegistryFixture.CLOCK;
import static org.postroad.cli.registry.RegistryFixture.RANDOM;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;
import org.postroad.securityserver.registration.ManagementRequests;
import org.postroad.securityserver.registration.OwnPort;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/**
 * A new server registers itself at a registry by its real ports and follows, in the published
 * configuration, what becomes of it. What else would travel through the server of the management
 * services is handed to the registry directly.
 */
class RegistrationTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final KeyPair UNUSED = TestKey.newPair();
  private static final MemberId COMPANY = new MemberId("TEST", "COM", "2");
  private static final SubsystemId SHOP = new SubsystemId(COMPANY, "Shop");
  private static final SecurityServerId SERVER = new SecurityServerId(COMPANY, "SS1");

  @TempDir private Path folder;
  private Optional<RegistryFixture> registry = Optional.empty();
  private Optional<ServerKeys> keys = Optional.empty();
  private Optional<OcspStore> ocsp = Optional.empty();
  private final NetThreads threads = NetThreads.start(1);
  private final HttpClient client = HttpClient.open(threads, HttpLimits.DEFAULT);

  @BeforeEach
  void open() throws IOException {
    registry = Optional.of(RegistryFixture.open(folder.resolve("registry"), AUTHORITY, 1000));
    keys = Optional.of(ServerKeys.open(folder.resolve("keys"), "1234".toCharArray()));
    ocsp = Optional.of(OcspStore.open(folder.resolve("ocsp")));
  }

  @AfterEach
  void close() {
    client.close();
    threads.close();
    keys.ifPresent(ServerKeys::close);
    registry.ifPresent(RegistryFixture::close);
  }

  private RegistryFixture registry() {
    return registry.orElseThrow();
  }

  private static String subject(MemberId member) {
    return "C=FI, O=Organisation, CN="
        + member.memberCode()
        + ", serialNumber=TEST/SERVER/"
        + member.memberClass();
  }

  private TestCertificate certificate(MemberId member) {
    TokenKey key = keys.orElseThrow().generate(KeyKind.EC_P256, RANDOM);
    return TestCertificate.subject(subject(member))
        .key(new KeyPair(key.publicKey(), UNUSED.getPrivate()));
  }

  private X509Certificate authenticationCertificate() {
    X509Certificate issued =
        certificate(COMPANY).authentication().issuedBy(AUTHORITY.root()).certificate();
    keys.orElseThrow().importCertificate(issued);
    return issued;
  }

  private void enrolToSign(MemberId member) {
    X509Certificate issued = certificate(member).signing().issuedBy(AUTHORITY.root()).certificate();
    keys.orElseThrow().importCertificate(issued);
    ocsp.orElseThrow().put(issued, OcspResponse.parse(AUTHORITY.good(issued, TestAuthority.NOW)));
  }

  private Optional<Long> send(ManagementRequest request) {
    return send(request, registry().published());
  }

  private Optional<Long> send(ManagementRequest request, GlobalConfiguration configuration) {
    ServerKeys own = keys.orElseThrow();
    var handOn =
        new HttpFetch(
            client,
            Optional.of(TlsContext.client(Optional.empty(), TlsPolicy.INFORMATION_SYSTEMS)),
            chain -> assertEquals(registry().key().certificate(), chain.getFirst()),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20));
    return new ManagementRequests(
            () -> configuration,
            own,
            new SigningIdentities(own, ocsp.orElseThrow()),
            new OwnPort(registry().services(), () -> handOn),
            client,
            CLOCK,
            RANDOM)
        .send(request);
  }

  private static AuthCertReg registration(X509Certificate certificate, boolean dryRun) {
    return new AuthCertReg(SERVER, Optional.of("ss1.example"), certificate, dryRun);
  }

  @Test
  void aServerRegistersItselfAndItsClients() {
    X509Certificate certificate = authenticationCertificate();
    enrolToSign(COMPANY);
    assertEquals(Optional.of(0L), send(registration(certificate, true)));
    assertEquals(Optional.of(1L), send(registration(certificate, false)));
    assertEquals(
        Optional.empty(),
        registry().published().serverOfAuthenticationCertificate(certificate),
        "it waits for a decision");
    registry().execute(new ApproveRequest(1));
    assertEquals(
        Optional.of(SERVER), registry().published().serverOfAuthenticationCertificate(certificate));
    assertEquals(Optional.of(2L), send(new ClientReg(SERVER, SHOP, Optional.of("Shop"))));
    registry().execute(new ApproveRequest(2));
    assertTrue(registry().published().isRegistered(SHOP, SERVER));
    assertEquals(Optional.of("Shop"), registry().published().subsystemName(SHOP));
    send(new ClientDisable(SERVER, SHOP));
    assertFalse(registry().published().isRegistered(SHOP, SERVER));
    send(new ClientEnable(SERVER, SHOP));
    assertTrue(registry().published().isRegistered(SHOP, SERVER));
    enrolToSign(AGENCY);
    send(new ClientReg(SERVER, AGENCY, Optional.empty()));
    registry().execute(new ApproveRequest(5));
    send(new OwnerChange(SERVER, AGENCY));
    registry().execute(new ApproveRequest(6));
    var renamed = new SecurityServerId(AGENCY, "SS1");
    assertEquals(
        Optional.of(renamed),
        registry().published().serverOfAuthenticationCertificate(certificate));
    send(new ClientDeletion(renamed, SHOP));
    send(new AuthCertDeletion(renamed, certificate));
    assertEquals(
        Optional.empty(), registry().published().serverOfAuthenticationCertificate(certificate));
  }

  @Test
  void aRefusalOfTheRegistryIsHandedOn() {
    enrolToSign(COMPANY);
    var unknown = new ClientDisable(SERVER, SHOP);
    PeerFault fault = assertThrows(PeerFault.class, () -> send(unknown));
    assertEquals("not_found", fault.report().code());
  }

  @Test
  void nothingIsSentToARegistryWithAnotherCertificate() {
    X509Certificate certificate = authenticationCertificate();
    enrolToSign(COMPANY);
    GlobalConfiguration published = registry().published();
    Fault fault =
        assertThrows(
            Fault.class,
            () -> send(registration(certificate, false), knownBy(certificate, published)));
    assertEquals(FaultCode.SSL_AUTHENTICATION_FAILED, fault.code());
    assertEquals(List.of(), registry().registry().requests());
  }

  private static GlobalConfiguration knownBy(
      X509Certificate certificate, GlobalConfiguration published) {
    PrivateParameters own = published.privateParameters().orElseThrow();
    var service =
        new PrivateParameters.ManagementService(
            own.managementService().address(),
            Optional.of(certificate),
            own.managementService().provider());
    var changed =
        new PrivateParameters(
            own.instance(), own.federatedInstances(), service, own.timestampingInterval());
    var expires = Optional.of(published.expires());
    return GlobalConfiguration.of(
        published.instance(),
        Optional.of(new GlobalConfiguration.Own(changed, expires)),
        List.of(
            new InstanceParameters(
                published.parameters(published.instance()).orElseThrow(), expires)),
        OptionalParameters.DEFAULTS);
  }

  @Test
  void whatThisServerHasNoKeyForIsNotSent() {
    X509Certificate foreign = AUTHORITY.authentication(COMPANY).certificate();
    Fault unsigned =
        assertThrows(Fault.class, () -> send(new ClientReg(SERVER, SHOP, Optional.empty())));
    assertEquals(FaultCode.CANNOT_CREATE_SIGNATURE, unsigned.code());
    enrolToSign(COMPANY);
    Fault unproven = assertThrows(Fault.class, () -> send(registration(foreign, false)));
    assertEquals(FaultCode.KEY_NOT_FOUND, unproven.code());
  }

  @Test
  void aRefusalOfThePortIsAFaultOfItsOwn() throws IOException {
    registry().close();
    registry = Optional.of(RegistryFixture.open(folder.resolve("strict"), AUTHORITY, 1));
    enrolToSign(COMPANY);
    var request = new ClientDisable(SERVER, SHOP);
    assertThrows(PeerFault.class, () -> send(request));
    Fault fault = assertThrows(Fault.class, () -> send(request));
    assertEquals(FaultCode.HTTP_ERROR, fault.code());
    assertTrue(fault.text().contains("429"), fault::text);
  }
}
