// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.signer.KeptRequest;
import org.postroad.securityserver.signer.RenewalNote;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/** C60, C61, C63: the software token of the reference implementation, taken over. */
final class ReferenceKeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final String PIN = "Secret1234";
  private static final String CONFIGURATION =
      """
      <tns:keyConf xmlns:tns="http://x-road.eu/xsd/xroad.xsd"
          xmlns:id="http://x-road.eu/xsd/identifiers">
        <device>
          <deviceType>softToken</deviceType><friendlyName>softToken-0</friendlyName><id>0</id>
          <pinIndex>1</pinIndex>
          <key usage="SIGNING">
            <friendlyName>tax, signing</friendlyName><keyId>70726f6475636572</keyId>
            <cert id="1" active="false">
              <memberId id:objectType="MEMBER"><id:xRoadInstance>TEST</id:xRoadInstance>
                <id:memberClass>GOV</id:memberClass><id:memberCode>1234</id:memberCode></memberId>
              <contents>%s</contents><status>registered</status>
              <nextRenewalTime>2027-01-02T05:04:05.000+02:00</nextRenewalTime>
              <renewedCertHash>AB:CD</renewedCertHash>
              <renewalError>no answer</renewalError>
              <ocspVerifyBeforeActivationError>unknown</ocspVerifyBeforeActivationError>
            </cert>
            <certRequest id="2">
              <memberId id:objectType="MEMBER"><id:xRoadInstance>TEST</id:xRoadInstance>
                <id:memberClass>GOV</id:memberClass><id:memberCode>1234</id:memberCode></memberId>
              <subjectName>C=FI, CN=1234</subjectName>
            </certRequest>
          </key>
          <key usage="AUTHENTICATION">
            <label>server</label><keyId>01</keyId>
            <cert id="3"><contents>
              %s</contents><status>registration in progress</status></cert>
          </key>
        </device>
        <device>
          <deviceType>hsm</deviceType><id>7</id><tokenId>66d1</tokenId><slotId>1</slotId>
          <key usage="SIGNING"><keyId>02</keyId><cert><contents>%s</contents></cert></key>
        </device>
      </tns:keyConf>
      """;

  @TempDir Path directory;
  private X509Certificate signing;
  private X509Certificate authentication;
  private X509Certificate onDevice;
  private String signingKey;

  @BeforeEach
  void writeFolder() throws IOException {
    TokenKey first = file("70726f6475636572");
    signingKey = first.id();
    signing = certificate(TestCertificate.subject("CN=1234").signing(), first);
    authentication = certificate(TestCertificate.subject("CN=server").authentication(), file("01"));
    onDevice = AUTHORITY.signing(new MemberId("TEST", "GOV", "5678")).certificate();
    write(CONFIGURATION.formatted(base64(signing), base64(authentication), base64(onDevice)));
  }

  @Test
  void keysCertificatesAndRequestsAreTakenOver() throws IOException {
    ReferenceKeys.TakenOver taken;
    try (ServerKeys keys = open()) {
      taken = ReferenceKeys.into(keys, folder(), PIN.toCharArray(), RANDOM);
    }
    assertEquals(2, taken.keys());
    assertEquals(
        Map.of(authentication, CertificateStatus.REGISTRATION_IN_PROGRESS), taken.statuses());
    assertEquals(List.of(onDevice), taken.onDevices());
    try (ServerKeys keys = open()) {
      assertEquals(List.of(), keys.signing(), "it was not active");
      assertEquals(authentication, keys.authentication().getFirst().certificate());
      keys.changeNotes(notes -> notes.withActive(ServerKeys.hash(signing), true));
      assertEquals(signing, keys.signing().getFirst().certificate());
      assertEquals(
          new RenewalNote(
              Optional.of(Instant.parse("2027-01-02T03:04:05Z")),
              Optional.of("abcd"),
              Optional.of("no answer"),
              Optional.of("unknown")),
          keys.notes().renewal(ServerKeys.hash(signing)));
      assertEquals(RenewalNote.NONE, keys.notes().renewal(ServerKeys.hash(authentication)));
      assertEquals("tax, signing", keys.notes().names().get(signingKey));
      KeptRequest request = keys.notes().requests().getFirst();
      assertEquals(KeyUse.SIGNING, request.use());
      assertEquals(Optional.of(new MemberId("TEST", "GOV", "1234")), request.member());
      assertEquals("C=FI, CN=1234", request.subject());
    }
  }

  @Test
  void nothingIsTakenOverWithAnotherPinOrFromAnotherDocument() throws IOException {
    try (ServerKeys keys = open()) {
      Fault fault =
          assertThrows(
              Fault.class, () -> ReferenceKeys.into(keys, folder(), "wrong".toCharArray(), RANDOM));
      assertEquals(FaultCode.TOKEN_NOT_ACTIVE, fault.code());
      write("<keyConf/>");
      assertThrows(
          Fault.class, () -> ReferenceKeys.into(keys, folder(), PIN.toCharArray(), RANDOM));
      write(
          CONFIGURATION
              .formatted(base64(signing), base64(authentication), base64(onDevice))
              .replace("<keyId>01<", "<keyId>../01<"));
      assertThrows(
          Fault.class, () -> ReferenceKeys.into(keys, folder(), PIN.toCharArray(), RANDOM));
      assertEquals(List.of(), keys.softwareKeys());
    }
  }

  @Test
  void aTimeWithoutAZoneIsOfUtcAndWhatIsNoneIsRefused() throws IOException {
    String given =
        CONFIGURATION.formatted(base64(signing), base64(authentication), base64(onDevice));
    write(given.replace("05:04:05.000+02:00", "05:04:05"));
    try (ServerKeys keys = open()) {
      ReferenceKeys.into(keys, folder(), PIN.toCharArray(), RANDOM);
      assertEquals(
          Optional.of(Instant.parse("2027-01-02T05:04:05Z")),
          keys.notes().renewal(ServerKeys.hash(signing)).next());
      write(given.replace("2027-01-02T05:04:05.000+02:00", "soon"));
      Fault fault =
          assertThrows(
              Fault.class, () -> ReferenceKeys.into(keys, folder(), PIN.toCharArray(), RANDOM));
      assertEquals(FaultCode.INVALID_XML, fault.code());
    }
  }

  private ServerKeys open() {
    return ServerKeys.open(directory.resolve("keys"), "own".toCharArray());
  }

  private Path folder() {
    return directory.resolve("signer");
  }

  private void write(String configuration) throws IOException {
    Files.writeString(folder().resolve("keyconf.xml"), configuration);
  }

  /** One key in a file of its own, as the reference implementation keeps them. */
  private TokenKey file(String id) throws IOException {
    Path folder = Files.createDirectories(folder().resolve("softtoken"));
    SoftwareToken token = SoftwareToken.create();
    TokenKey key = token.generate(KeyKind.EC_P256, RANDOM);
    try (OutputStream out = Files.newOutputStream(folder.resolve(id + ".p12"))) {
      token.save(out, PIN.toCharArray());
    }
    return key;
  }

  private static X509Certificate certificate(TestCertificate kind, TokenKey key) {
    return kind.key(new KeyPair(key.publicKey(), null)).issuedBy(AUTHORITY.root()).certificate();
  }

  private static String base64(X509Certificate certificate) {
    return Base64.getMimeEncoder().encodeToString(Certificates.encoded(certificate));
  }
}
