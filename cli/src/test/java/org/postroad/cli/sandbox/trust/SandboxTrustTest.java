// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.certificate.OcspCheck;
import org.postroad.protocol.certificate.OcspRequest;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.certificate.TimestampRequest;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.testing.Openssl;

class SandboxTrustTest {
  private static final String SUBJECT = "C=FI, O=Org, serialNumber=TEST/SS1/GOV, CN=1234";
  private static final Digest IMPRINT = DigestAlgorithm.SHA512.digest("stamped".getBytes(UTF_8));

  private final SecureRandom random = new SecureRandom();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Clock clock = Clock.fixed(now, ZoneOffset.UTC);
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;
  private SandboxTrust sandbox;

  @BeforeEach
  void start() throws IOException {
    sandbox = SandboxTrust.start(InetAddress.getLoopbackAddress(), 0, 0, clock, random);
  }

  @AfterEach
  void stop() {
    sandbox.close();
    http.close();
  }

  @Test
  void whatItIssuesIsTrusted() throws Exception {
    X509Certificate signing = issue(KeyUse.SIGNING);
    Trust trust = trust();
    var chain = CertificateChain.build(signing, List.of(), trust, "TEST", now);
    OcspCheck.chain(chain, List.of(ocsp(signing)), trust, now);
    var issuer = trust.issuerOf(signing, "TEST").orElseThrow();
    assertEquals("TEST/GOV/1234", issuer.profile().memberOf(signing, "TEST").toString());
    assertEquals(KeyUse.SIGNING, KeyUsages.useOf(signing));
    assertEquals(true, signing.getCriticalExtensionOIDs().contains("2.5.29.15"));

    X509Certificate server = issue(KeyUse.AUTHENTICATION);
    assertEquals(KeyUse.AUTHENTICATION, KeyUsages.useOf(server));
    assertEquals(List.of("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"), server.getExtendedKeyUsage());
    assertEquals("ss1.example", server.getSubjectAlternativeNames().iterator().next().get(1));
    var serverChain = CertificateChain.build(server, List.of(), trust, "TEST", now);
    OcspCheck.chain(serverChain, List.of(ocsp(server)), trust, now);
  }

  @Test
  void ocspTellsRevokedAndUnknown() throws Exception {
    X509Certificate certificate = issue(KeyUse.SIGNING);
    verifyOcsp(certificate, ocsp(certificate));
    sandbox.revoke(certificate);
    sandbox.revoke(certificate);
    assertRefused("REVOKED (date: " + now + ")", certificate);

    try (var other = SandboxTrust.start(InetAddress.getLoopbackAddress(), 0, 0, clock, random)) {
      X509Certificate foreign =
          other.issue(request(newKey(), KeyUse.SIGNING), KeyUse.SIGNING, now, now.plusSeconds(60));
      assertRefused("UNKNOWN", foreign);
      assertThrows(IllegalArgumentException.class, () -> sandbox.revoke(foreign));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "RSA_2048"})
  void opensslAgrees(KeyKind kind) throws Exception {
    try (var kept = open(folder.resolve("state"), kind)) {
      TokenKey key = newKey();
      X509Certificate certificate =
          kept.issue(
              request(key, KeyUse.SIGNING), KeyUse.SIGNING, now, now.plus(Duration.ofDays(1)));
      Files.writeString(folder.resolve("ca.pem"), Certificates.pem(kept.caCertificate()));
      Files.writeString(folder.resolve("signer.pem"), Certificates.pem(certificate));
      Openssl.run(folder, "verify", "-x509_strict", "-CAfile", "ca.pem", "signer.pem");

      String good = askOpenssl(kept);
      assertTrue(good.contains("signer.pem: good"), good);
      assertTrue(good.contains("Response verify OK"), good);
      kept.revoke(certificate);
      String revoked = askOpenssl(kept);
      assertTrue(revoked.contains("signer.pem: revoked"), revoked);

      byte[] response =
          post(kept.ocspUrl(), OcspRequest.forCertificate(certificate, kept.caCertificate()));
      Files.write(folder.resolve("response.der"), response);
      String text =
          Openssl.run(
              folder,
              "ocsp",
              "-respin",
              "response.der",
              "-resp_text",
              "-CAfile",
              "ca.pem",
              "-issuer",
              "ca.pem",
              "-cert",
              "signer.pem");
      assertTrue(text.contains("Hash Algorithm: sha1"), text);
      assertTrue(text.contains("OCSP Signing"), text);

      Files.writeString(folder.resolve("data"), "stamped");
      Openssl.run(folder, "ts", "-query", "-data", "data", "-sha512", "-cert", "-out", "q.tsq");
      Files.write(
          folder.resolve("reply.tsr"),
          post(kept.tsaUrl(), Files.readAllBytes(folder.resolve("q.tsq"))));
      String verified =
          Openssl.run(
              folder,
              "ts",
              "-verify",
              "-queryfile",
              "q.tsq",
              "-in",
              "reply.tsr",
              "-CAfile",
              "ca.pem");
      assertTrue(verified.contains("Verification: OK"), verified);
    }
  }

  @Test
  void stampsAreVerifiedAndCompleted() throws Exception {
    byte[] reply = post(sandbox.tsaUrl(), TimestampRequest.of(IMPRINT));
    TimestampToken token = TimestampToken.fromResponse(reply, IMPRINT, trust(), now);
    assertEquals(now, token.time());
    assertTrue(token.encoded().length > reply.length, "the certificate was not in the reply");

    Files.write(folder.resolve("token"), token.encoded());
    Files.writeString(folder.resolve("data"), "stamped");
    Files.writeString(folder.resolve("ca.pem"), Certificates.pem(sandbox.caCertificate()));
    String verified =
        Openssl.run(
            folder,
            "ts",
            "-verify",
            "-in",
            "token",
            "-token_in",
            "-data",
            "data",
            "-CAfile",
            "ca.pem");
    assertTrue(verified.contains("Verification: OK"), verified);
    byte[] second = post(sandbox.tsaUrl(), TimestampRequest.of(IMPRINT));
    assertTrue(
        !TimestampToken.fromResponse(second, IMPRINT, trust(), now)
            .serialNumber()
            .equals(token.serialNumber()));
  }

  @Test
  void anAuthorityIsKeptInItsDirectory() throws Exception {
    Path state = folder.resolve("state");
    X509Certificate good;
    X509Certificate revoked;
    X509Certificate ca;
    byte[] imprint = TimestampRequest.of(IMPRINT);
    try (var first = open(state, KeyKind.EC_P256)) {
      ca = first.caCertificate();
      good =
          first.issue(request(newKey(), KeyUse.SIGNING), KeyUse.SIGNING, now, now.plusSeconds(60));
      revoked =
          first.issue(request(newKey(), KeyUse.SIGNING), KeyUse.SIGNING, now, now.plusSeconds(60));
      first.revoke(revoked);
    }
    try (var second = open(state, KeyKind.RSA_2048)) {
      assertEquals(ca, second.caCertificate());
      assertArrayEquals(
          Certificates.encoded(ca), Certificates.encoded(second.approvedAuthority().topCa()));
      sandbox.close();
      sandbox = second;
      verifyOcsp(good, ocsp(good));
      assertRefused("REVOKED", revoked);
      TimestampToken.fromResponse(post(second.tsaUrl(), imprint), IMPRINT, trust(), now);
      X509Certificate later = issue(KeyUse.SIGNING);
      verifyOcsp(later, ocsp(later));
    }
    Set<PosixFilePermission> owner = Files.getPosixFilePermissions(state);
    assertEquals("rwx------", java.nio.file.attribute.PosixFilePermissions.toString(owner));
    for (String secret : List.of("pin", "token.p12")) {
      assertEquals(
          "rw-------",
          java.nio.file.attribute.PosixFilePermissions.toString(
              Files.getPosixFilePermissions(state.resolve(secret))));
    }
  }

  @Test
  void aDamagedJournalIsNotGuessedAt() throws IOException {
    Path state = folder.resolve("state");
    open(state, KeyKind.EC_P256).close();
    for (String line : List.of("forgotten 12 x", "revoked zz 2026-01-01T00:00:00Z", "issued")) {
      String before = Files.readString(state.resolve("issued.txt"));
      Files.writeString(state.resolve("issued.txt"), before + line + "\n");
      assertThrows(IOException.class, () -> open(state, KeyKind.EC_P256));
      Files.writeString(state.resolve("issued.txt"), before);
    }
    open(state, KeyKind.EC_P256).close();
  }

  @Test
  void onlyTheHolderOfTheKeyGetsACertificate() throws IOException {
    byte[] request = request(newKey(), KeyUse.SIGNING);
    byte[] forged = request.clone();
    forged[forged.length - 1] ^= 1;
    byte[] otherSubject = request.clone();
    int at = new String(request, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("1234");
    otherSubject[at] = '9';
    for (byte[] bad :
        List.of(forged, otherSubject, new byte[0], new byte[20_000], "hello".getBytes(US_ASCII))) {
      Fault fault =
          assertThrows(
              Fault.class, () -> sandbox.issue(bad, KeyUse.SIGNING, now, now.plusSeconds(60)));
      assertEquals(FaultCode.INCORRECT_CERTIFICATE, fault.code());
    }
    Openssl.run(
        folder,
        "req",
        "-new",
        "-newkey",
        "rsa:1024",
        "-nodes",
        "-keyout",
        "k",
        "-subj",
        "/CN=x",
        "-outform",
        "DER",
        "-out",
        "weak");
    byte[] weak = Files.readAllBytes(folder.resolve("weak"));
    assertThrows(Fault.class, () -> sandbox.issue(weak, KeyUse.SIGNING, now, now.plusSeconds(60)));
    assertThrows(
        IllegalArgumentException.class,
        () -> sandbox.issue(request, KeyUse.SIGNING, now, now.plus(Duration.ofDays(5000))));
  }

  @Test
  void malformedQuestionsGetProperRefusals() throws Exception {
    byte[] junk = "junk".getBytes(US_ASCII);
    // OCSPResponse { malformedRequest (1) }
    assertArrayEquals(new byte[] {0x30, 3, 0x0a, 1, 1}, post(sandbox.ocspUrl(), junk));
    byte[] rejection = post(sandbox.tsaUrl(), junk);
    Fault fault =
        assertThrows(
            Fault.class, () -> TimestampToken.fromResponse(rejection, IMPRINT, trust(), now));
    assertTrue(fault.text().contains("status 2"), fault.text());
    for (String url : List.of(sandbox.ocspUrl(), sandbox.tsaUrl())) {
      assertEquals(413, send(url, BodyPublishers.ofByteArray(new byte[5000])).statusCode());
      assertEquals(
          405,
          http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
              .statusCode());
    }
  }

  private String askOpenssl(SandboxTrust trust) {
    return Openssl.run(
        folder,
        "ocsp",
        "-issuer",
        "ca.pem",
        "-cert",
        "signer.pem",
        "-CAfile",
        "ca.pem",
        "-url",
        trust.ocspUrl());
  }

  private void assertRefused(String status, X509Certificate certificate) throws Exception {
    byte[] response = ocsp(certificate);
    Fault fault = assertThrows(Fault.class, () -> verifyOcsp(certificate, response));
    assertEquals(FaultCode.CERT_VALIDATION, fault.code());
    assertTrue(fault.text().endsWith(status) || fault.text().contains(status), fault.text());
  }

  private void verifyOcsp(X509Certificate certificate, byte[] response) {
    OcspResponse.parse(response).verify(certificate, sandbox.caCertificate(), trust(), now);
  }

  private byte[] ocsp(X509Certificate certificate) throws Exception {
    return post(
        sandbox.ocspUrl(), OcspRequest.forCertificate(certificate, sandbox.caCertificate()));
  }

  private X509Certificate issue(KeyUse use) {
    return sandbox.issue(request(newKey(), use), use, now, now.plus(Duration.ofDays(1)));
  }

  private TokenKey newKey() {
    return SoftwareToken.create().generate(KeyKind.EC_P256, random);
  }

  private static byte[] request(TokenKey key, KeyUse use) {
    Optional<String> dnsName =
        use == KeyUse.AUTHENTICATION ? Optional.of("ss1.example") : Optional.empty();
    return key.certificateRequest(SUBJECT, dnsName, use);
  }

  private SandboxTrust open(Path directory, KeyKind kind) throws IOException {
    return SandboxTrust.open(
        directory, kind, InetAddress.getLoopbackAddress(), 0, 0, clock, random);
  }

  private Trust trust() {
    return new Trust(
        Map.of("TEST", List.of(sandbox.approvedAuthority())),
        Duration.ofHours(1),
        true,
        List.of(sandbox.timestampAuthority()));
  }

  private byte[] post(String url, byte[] body) throws Exception {
    HttpResponse<byte[]> response = send(url, BodyPublishers.ofByteArray(body));
    assertEquals(200, response.statusCode());
    return response.body();
  }

  private HttpResponse<byte[]> send(String url, HttpRequest.BodyPublisher body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).POST(body).build(), BodyHandlers.ofByteArray());
  }
}
