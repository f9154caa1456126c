// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.signer.KeptRequest;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/** C60 to C74: what administrators do with keys and certificates, and what they are refused. */
final class KeyAdministrationTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final TestAuthority AUTHORITY = INSTANCE.authority();
  private static final MemberId MEMBER = TestInstance.CALLER.member();
  private static final Author ANNA = new Author("anna", "");
  private static final String PIN = "correct horse";

  @TempDir Path directory;
  private final StandingClock clock = new StandingClock();
  private final SecureRandom random = new SecureRandom();
  private final AtomicBoolean good = new AtomicBoolean(true);
  private final AtomicInteger changes = new AtomicInteger();
  private ServerConfigurationStore store;
  private LiveConfiguration live;
  private ServerKeys keys;
  private KeyAdministration administration;

  @BeforeEach
  void open() {
    store = ServerConfigurationStore.open(directory.resolve("conf"), clock);
    ServerConfiguration configuration =
        new ServerConfiguration(
            TestInstance.CALLER_SERVER,
            List.of(),
            List.of(
                TestInstance.client(
                    TestInstance.CALLER, Client.ConnectionType.HTTP, List.of(), List.of())));
    store.save(0, configuration, "test", "beginning");
    var saved = store.load().orElseThrow();
    live =
        new LiveConfiguration(
            store, new PublishedConfiguration(saved.configuration(), clock), saved);
    reopen(PIN);
  }

  private void reopen(String pin) {
    keys = ServerKeys.open(directory.resolve("keys"), pin.toCharArray());
    keys.onChange(changes::incrementAndGet);
    administration =
        new KeyAdministration(
            new Keyring(
                keys,
                OcspStore.open(directory.resolve("ocsp")),
                this::prove,
                List.of(directory.resolve("keys").resolve(ServerKeys.TOKEN_FILE)),
                (_, change) -> change.run()),
            live,
            INSTANCE::global,
            clock,
            random);
  }

  private void prove(X509Certificate certificate) {
    if (!good.get()) {
      throw new Fault(
          FaultCode.CERT_VALIDATION, "revoked: " + certificate.getSubjectX500Principal());
    }
  }

  @AfterEach
  void close() {
    keys.close();
    store.close();
  }

  @Test
  void aKeyBecomesASigningKeyByRequestAndCertificate() throws IOException {
    KeyState key = administration.generate("0", KeyKind.EC_P256, "tax 2027");
    KeptRequest request = administration.request(key.id(), wish(KeyUse.SIGNING, Map.of()));
    byte[] der = administration.encoded(request.id(), RequestFormat.DER);
    var read = new PKCS10CertificationRequest(der);
    assertEquals("C=FI,O=1234,SERIALNUMBER=TEST/ss1/GOV,CN=1234", read.getSubject().toString());
    String pem =
        new String(
            administration.encoded(request.id(), RequestFormat.PEM), StandardCharsets.US_ASCII);
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    assertArrayEquals(
        read.getSubjectPublicKeyInfo().getEncoded(),
        new PKCS10CertificationRequest(Base64.getDecoder().decode(base64))
            .getSubjectPublicKeyInfo()
            .getEncoded());

    X509Certificate issued = certificate(key.id(), subject(MEMBER).signing());
    CertificateState state =
        administration.importCertificate(
            Certificates.pem(issued).getBytes(StandardCharsets.US_ASCII));
    assertEquals(Optional.of(MEMBER), state.member());
    assertEquals(CertificateStatus.REGISTERED, state.status(), "as all that sign (C62)");
    assertEquals(issued, keys.signing().getFirst().certificate());

    reopen(PIN);
    KeyState later = administration.key(key.id());
    assertEquals("tax 2027", later.label());
    assertEquals(Optional.of(KeyUse.SIGNING), later.use());
    assertEquals(List.of(), later.requests(), "it is answered");
    assertEquals(List.of(issued), later.certificates().stream().map(c -> c.certificate()).toList());
  }

  @Test
  void importRefusesWhatCannotServe() throws IOException {
    String signing = administration.generate("0", KeyKind.EC_P256, "a").id();
    MemberId stranger = new MemberId("TEST", "GOV", "4711");
    assertRefused(
        FaultCode.INCORRECT_CERTIFICATE, certificate(signing, subject(stranger).signing()));
    assertRefused(
        FaultCode.INCORRECT_CERTIFICATE,
        certificate(
            signing,
            subject(MEMBER).keyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation)));
    assertRefused(
        FaultCode.INCORRECT_CERTIFICATE,
        certificate(
            signing,
            subject(MEMBER)
                .signing()
                .valid(clock.instant().minusSeconds(9), clock.instant().minusSeconds(1))));
    assertRefused(FaultCode.KEY_NOT_FOUND, AUTHORITY.signing(MEMBER).certificate());
    X509Certificate unapproved =
        subject(MEMBER)
            .signing()
            .key(pair(signing))
            .issuedBy(TestAuthority.create("Other").root())
            .certificate();
    assertThrows(
        Fault.class, () -> administration.importCertificate(Certificates.encoded(unapproved)));
    assertEquals(List.of(), keys.allCertificates());

    administration.request(signing, wish(KeyUse.SIGNING, Map.of()));
    assertRefused(
        FaultCode.INVALID_REQUEST, certificate(signing, subject(MEMBER).authentication()));
    byte[] once = Certificates.encoded(certificate(signing, subject(MEMBER).signing()));
    administration.importCertificate(once);
    assertEquals(
        FaultCode.INVALID_REQUEST,
        assertThrows(Fault.class, () -> administration.importCertificate(once)).code());
  }

  private void assertRefused(FaultCode code, X509Certificate certificate) {
    Fault fault =
        assertThrows(
            Fault.class, () -> administration.importCertificate(Certificates.encoded(certificate)));
    assertEquals(code, fault.code(), fault.text());
  }

  @Test
  void aCertificateIsUsedWhileItIsActive() throws IOException {
    X509Certificate first = imported(subject(MEMBER).signing());
    int before = changes.get();
    administration.deactivate(ServerKeys.hash(first));
    assertEquals(List.of(), keys.signing());
    assertTrue(changes.get() > before, "who uses keys is told");
    reopen(PIN);
    assertEquals(List.of(), keys.signing());
    assertEquals(
        CertificateState.Ocsp.DISABLED, administration.certificate(ServerKeys.hash(first)).ocsp());
    good.set(false);
    assertThrows(Fault.class, () -> administration.activate(ServerKeys.hash(first)));
    assertEquals(List.of(), keys.signing());
    good.set(true);
    administration.activate(Certificates.sha1Hex(first));
    assertEquals(first, keys.signing().getFirst().certificate());
  }

  @Test
  void whatIsRegisteredIsNotDeleted() throws IOException {
    X509Certificate certificate = imported(subject(MEMBER).authentication());
    String hash = ServerKeys.hash(certificate);
    String key = administration.tokens().getFirst().keys().getFirst().id();
    registered(certificate, CertificateStatus.REGISTERED);
    for (Fault refused :
        List.of(
            assertThrows(Fault.class, () -> administration.deleteCertificate(hash)),
            assertThrows(Fault.class, () -> administration.deleteKey(key)))) {
      assertEquals(FaultCode.INVALID_REQUEST, refused.code());
    }
    administration.markForDeletion(hash, ANNA);
    assertEquals(CertificateStatus.DELETION_IN_PROGRESS, administration.certificate(hash).status());
    administration.deleteCertificate(hash);
    assertEquals(List.of(), keys.authenticationCertificates());
    administration.deleteKey(key);
    reopen(PIN);
    assertEquals(List.of(), administration.token("0").keys());
    assertEquals(
        FaultCode.CERT_NOT_FOUND,
        assertThrows(Fault.class, () -> administration.certificate(hash)).code());
  }

  private void registered(X509Certificate certificate, CertificateStatus status) {
    var _ =
        live.change(
            ANNA,
            now ->
                now.withRegistration(
                    now.registration().withCertificate(Certificates.sha256(certificate), status)));
  }

  @Test
  void requestsAreKeptUntilTheyAreDeleted() {
    String key = administration.generate("0", KeyKind.RSA_2048, "server").id();
    KeptRequest request =
        administration.request(
            key,
            wish(
                KeyUse.AUTHENTICATION,
                Map.of("CN", "ss1.example.org", RequestWish.ALTERNATIVE_NAME, "ss1.example.org")));
    assertTrue(request.subject().endsWith("CN=ss1.example.org"), request.subject());
    assertEquals(Optional.of("ss1.example.org"), request.dnsName());
    reopen(PIN);
    assertEquals(List.of(request), administration.key(key).requests());
    for (RequestWish wrong :
        List.of(
            wish(KeyUse.SIGNING, Map.of()),
            wish(KeyUse.AUTHENTICATION, Map.of("C", "EE")),
            new RequestWish(KeyUse.AUTHENTICATION, MEMBER, "Nobody", Map.of()),
            new RequestWish(
                KeyUse.AUTHENTICATION, TestInstance.PROVIDER.member(), "Test CA", Map.of()))) {
      Fault fault = assertThrows(Fault.class, () -> administration.request(key, wrong));
      assertEquals(FaultCode.INVALID_REQUEST, fault.code(), fault.text());
    }
    administration.deleteRequest(request.id());
    assertEquals(
        FaultCode.NOT_FOUND,
        assertThrows(Fault.class, () -> administration.encoded(request.id(), RequestFormat.DER))
            .code());
  }

  @Test
  void withoutALoginNothingIsSignedAndTheListStays() throws IOException {
    X509Certificate certificate = imported(subject(MEMBER).signing());
    TokenAdministration tokens = administration.tokenAdministration();
    List<KeyState> before = administration.token("0").keys();
    tokens.logOut("0");
    assertEquals(List.of(), keys.signing());
    assertFalse(administration.token("0").loggedIn());
    assertEquals(before, administration.token("0").keys());
    String key = before.getFirst().id();
    for (Fault refused :
        List.of(
            assertThrows(
                Fault.class, () -> administration.generate("0", KeyKind.EC_P256, "another")),
            assertThrows(Fault.class, () -> administration.deleteKey(key)),
            assertThrows(Fault.class, () -> tokens.logIn("0", "wrong".toCharArray())))) {
      assertEquals(FaultCode.TOKEN_NOT_ACTIVE, refused.code());
    }
    tokens.logIn("0", PIN.toCharArray());
    assertEquals(certificate, keys.signing().getFirst().certificate());
    assertThrows(Fault.class, () -> tokens.logIn("0", PIN.toCharArray()));
  }

  @Test
  void aWeakPinIsRefusedWhereTheRulesHold() throws IOException {
    X509Certificate certificate = imported(subject(MEMBER).signing());
    TokenAdministration tokens = administration.tokenAdministration();
    assertThrows(
        Fault.class, () -> tokens.changePin(PIN.toCharArray(), "short".toCharArray(), true));
    tokens.changePin(PIN.toCharArray(), "Longer and 7 times better".toCharArray(), true);
    assertEquals(certificate, keys.signing().getFirst().certificate(), "it signs on");
    assertThrows(Fault.class, () -> reopen(PIN));
    reopen("Longer and 7 times better");
    assertEquals(certificate, keys.signing().getFirst().certificate());
  }

  @Test
  void namesAreForPeople() {
    String key = administration.generate("0", KeyKind.EC_P384, "first").id();
    administration.rename(key, "second");
    administration.rename("0", "tokens of the tax office");
    assertEquals("second", administration.key(key).label());
    assertEquals("tokens of the tax office", administration.token("0").name());
    assertThrows(Fault.class, () -> administration.rename(key, "a\nb"));
    assertThrows(Fault.class, () -> administration.rename("nothing", "name"));
  }

  private X509Certificate imported(TestCertificate kind) throws IOException {
    String key = administration.generate("0", KeyKind.EC_P256, "key").id();
    X509Certificate made = certificate(key, kind);
    administration.importCertificate(Certificates.encoded(made));
    return made;
  }

  private X509Certificate certificate(String key, TestCertificate kind) {
    return kind.key(pair(key)).issuedBy(AUTHORITY.root()).certificate();
  }

  private KeyPair pair(String key) {
    SoftwareToken token = keys.softwareToken().orElseThrow();
    return new KeyPair(token.key(key).orElseThrow().publicKey(), null);
  }

  private static RequestWish wish(KeyUse use, Map<String, String> fields) {
    return new RequestWish(use, MEMBER, "Test CA", fields);
  }

  /** As the Finnish profile names a member. */
  private static TestCertificate subject(MemberId member) {
    return TestCertificate.subject(
        "C=FI, O=Organisation, CN="
            + member.memberCode()
            + ", serialNumber="
            + member.instance()
            + "/SERVER/"
            + member.memberClass());
  }
}
