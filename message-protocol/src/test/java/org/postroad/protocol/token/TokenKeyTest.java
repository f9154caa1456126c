// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.certificate.CertificateProfile;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.SubjectRequest;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.testing.Openssl;
import org.postroad.testing.TrustAnybody;

class TokenKeyTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(365));

  private final SoftwareToken token = SoftwareToken.create();

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "EC_P256", "EC_P384"})
  void requestsAreVerifiedByOpenssl(KeyKind kind, @TempDir Path folder) throws IOException {
    TokenKey key = generate(kind);
    String subject = "C=FI, O=Smith\\, Jones, serialNumber=INST/SS1/GOV, CN=1234";
    Files.write(
        folder.resolve("signing"),
        key.certificateRequest(subject, Optional.empty(), KeyUse.SIGNING));
    String signing = request(folder, "signing");
    assertTrue(
        signing.contains("C = FI, O = \"Smith, Jones\", serialNumber = INST/SS1/GOV, CN = 1234"),
        signing);
    assertTrue(
        signing.contains("X509v3 Key Usage: critical\n                    Non Repudiation\n"),
        signing);
    assertFalse(signing.contains("DNS:"), signing);

    Files.write(
        folder.resolve("tls"),
        key.certificateRequest(subject, Optional.of("ss1.example"), KeyUse.AUTHENTICATION));
    String tls = request(folder, "tls");
    assertTrue(tls.contains("Digital Signature, Key Encipherment, Data Encipherment"), tls);
    assertTrue(tls.contains("DNS:ss1.example"), tls);
  }

  /** C31: what a profile asks for, through the text of a subject into the request. */
  @Test
  void aNameWithCommasStaysOneAttributeAndTheAlternativeNameStaysApart(@TempDir Path folder)
      throws IOException {
    SubjectRequest subject =
        CertificateProfile.named(
                "ee.ria.xroad.common.certificateprofile.impl."
                    + "FiVRKCertificateProfileInfoProvider")
            .authenticationSubject(
                new SecurityServerId(new MemberId("INST", "GOV", "1234"), "SS1"),
                "Smith, Jones, C=EE",
                "ss1.example");
    Files.write(
        folder.resolve("request"),
        generate(KeyKind.EC_P256)
            .certificateRequest(
                subject.distinguishedName(),
                subject.subjectAlternativeName(),
                KeyUse.AUTHENTICATION));
    String text = request(folder, "request");
    assertTrue(
        text.contains(
            "Subject: C = FI, O = \"Smith, Jones, C=EE\", serialNumber = INST/SS1/GOV,"
                + " CN = ss1.example\n"),
        text);
    assertTrue(
        text.contains("X509v3 Subject Alternative Name: \n                    DNS:ss1.example\n"),
        text);
  }

  @Test
  void requestsCarryTheKeyOfTheToken() throws IOException {
    TokenKey key = generate(KeyKind.EC_P256);
    byte[] request = key.certificateRequest("CN=x", Optional.empty(), KeyUse.SIGNING);
    assertEquals(
        org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()),
        new PKCS10CertificationRequest(request).getSubjectPublicKeyInfo());
  }

  @Test
  void selfSignedCertificatesVerify() throws Exception {
    TokenKey key = generate(KeyKind.EC_P384);
    X509Certificate certificate = key.selfSigned("O=Org, CN=registry", FROM, TO);
    certificate.verify(key.publicKey());
    assertEquals("CN=registry,O=Org", certificate.getSubjectX500Principal().getName());
    assertEquals(FROM, certificate.getNotBefore().toInstant());
    assertEquals(TO, certificate.getNotAfter().toInstant());
    assertTrue(certificate.getSerialNumber().signum() > 0);
    X509Certificate later = key.selfSigned("O=Org, CN=registry", FROM.plusSeconds(1), TO);
    assertFalse(certificate.getSerialNumber().equals(later.getSerialNumber()));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, TLSv1.3, TLS_AES_128_GCM_SHA256",
    "EC_P256, TLSv1.3, TLS_AES_128_GCM_SHA256",
    "EC_P384, TLSv1.3, TLS_AES_256_GCM_SHA384",
    "RSA_2048, TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
    "EC_P256, TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
  })
  void servesBothSidesOfTls(KeyKind kind, String protocol, String suite) throws Exception {
    TokenKey key = generate(kind);
    X509Certificate certificate = key.selfSigned("CN=peer", FROM, TO);
    var manager = key.keyManager(List.of(certificate));
    SSLEngine client = engine(manager, true, protocol, suite);
    SSLEngine server = engine(manager, false, protocol, suite);
    handshake(client, server);
    assertEquals(certificate, client.getSession().getPeerCertificates()[0]);
    assertEquals(certificate, server.getSession().getPeerCertificates()[0]);
    assertEquals(protocol, client.getSession().getProtocol());
  }

  @Test
  void aKeyManagerIsOnlyMadeForTheKeysOwnCertificate() {
    TokenKey key = generate(KeyKind.EC_P256);
    X509Certificate other = generate(KeyKind.EC_P256).selfSigned("CN=x", FROM, TO);
    assertThrows(IllegalArgumentException.class, () -> key.keyManager(List.of(other)));
    assertThrows(IllegalArgumentException.class, () -> key.keyManager(List.of()));
  }

  private TokenKey generate(KeyKind kind) {
    return token.generate(kind, new SecureRandom());
  }

  private static String request(Path folder, String name) {
    return Openssl.run(
        folder,
        "req",
        "-inform",
        "DER",
        "-in",
        name,
        "-verify",
        "-noout",
        "-text",
        "-nameopt",
        "oneline");
  }

  private static SSLEngine engine(KeyManager manager, boolean client, String protocol, String suite)
      throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {manager}, new TrustManager[] {new TrustAnybody()}, new SecureRandom());
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(client);
    engine.setNeedClientAuth(!client);
    engine.setEnabledProtocols(new String[] {protocol});
    engine.setEnabledCipherSuites(new String[] {suite});
    return engine;
  }

  private static void handshake(SSLEngine client, SSLEngine server) throws SSLException {
    ByteBuffer toServer = ByteBuffer.allocate(64 * 1024);
    ByteBuffer toClient = ByteBuffer.allocate(64 * 1024);
    client.beginHandshake();
    server.beginHandshake();
    for (int step = 0; step < 100 && !(isDone(client) && isDone(server)); step++) {
      advance(client, toClient, toServer);
      advance(server, toServer, toClient);
    }
    assertTrue(isDone(client) && isDone(server), "handshake ends");
  }

  private static void advance(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    in.flip();
    switch (engine.getHandshakeStatus()) {
      case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> engine.unwrap(in, ByteBuffer.allocate(32 * 1024));
      case NEED_TASK -> engine.getDelegatedTask().run();
      case FINISHED, NOT_HANDSHAKING -> {
        if (in.hasRemaining()) {
          engine.unwrap(in, ByteBuffer.allocate(32 * 1024));
        }
      }
    }
    in.compact();
  }

  private static boolean isDone(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }
}
