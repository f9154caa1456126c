// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;

/**
 * OpenSSL acts as authority, OCSP responder and time-stamping authority, and reads our requests.
 */
class OpensslTest {
  private static final String CONFIGURATION =
      """
      [req]
      distinguished_name = name
      [name]
      [authority]
      basicConstraints = critical, CA:TRUE
      keyUsage = critical, keyCertSign
      [signing]
      keyUsage = critical, nonRepudiation
      [ocsp]
      extendedKeyUsage = OCSPSigning
      [timestamps]
      extendedKeyUsage = critical, timeStamping
      [tsa]
      default_tsa = tsa_here
      [tsa_here]
      serial = serial
      crypto_device = builtin
      signer_cert = tsa.pem
      signer_key = tsa.key
      signer_digest = sha256
      default_policy = 1.2.3.4.1
      digests = sha256, sha512
      accuracy = secs:1
      """;

  @TempDir Path folder;

  @Test
  void answersOfOpensslAreAccepted() throws IOException {
    makeAuthority();
    var issuer = certificate("ca");
    var subject = certificate("signer");
    Files.write(folder.resolve("request.der"), OcspRequest.forCertificate(subject, issuer));

    String request = openssl("ocsp", "-reqin", "request.der", "-req_text", "-noverify");
    assertTrue(request.contains("Hash Algorithm: sha1"), request);

    String serial = subject.getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT);
    String padded = serial.length() % 2 == 0 ? serial : "0" + serial;
    index("V\t491231235959Z\t\t" + padded + "\tunknown\t/CN=1234\n");
    byte[] good = answer();
    Instant now = OcspResponse.parse(good).thisUpdate();
    Trust trust = trust();
    OcspResponse.parse(good).verify(subject, issuer, trust, now);
    var chain = CertificateChain.build(subject, List.of(), trust, "INST", now);
    OcspCheck.chain(chain, List.of(good), trust, now);
    assertEquals(
        new MemberId("INST", "GOV", "1234"), chain.authority().profile().memberOf(subject, "INST"));

    index("R\t491231235959Z\t260101000000Z\t" + padded + "\tunknown\t/CN=1234\n");
    Refused.with(
        FaultCode.CERT_VALIDATION,
        "REVOKED (date: 2026-01-01T00:00:00Z)",
        () -> OcspResponse.parse(answer()).verify(subject, issuer, trust, now));
    index("");
    Refused.with(
        FaultCode.CERT_VALIDATION,
        "UNKNOWN",
        () -> OcspResponse.parse(answer()).verify(subject, issuer, trust, now));
  }

  @Test
  void timestampsOfOpensslAreAccepted() throws IOException {
    makeAuthority();
    Digest imprint = DigestAlgorithm.SHA512.digest("stamped".getBytes(UTF_8));
    Files.write(folder.resolve("request.tsq"), TimestampRequest.of(imprint));
    String request = openssl("ts", "-query", "-in", "request.tsq", "-text");
    assertTrue(request.contains("Hash Algorithm: sha512"), request);
    assertTrue(request.contains("Nonce: unspecified"), request);
    assertTrue(request.contains("Certificate required: no"), request);

    Files.writeString(folder.resolve("serial"), "01\n");
    openssl(
        "ts",
        "-reply",
        "-config",
        "openssl.cnf",
        "-section",
        "tsa_here",
        "-queryfile",
        "request.tsq",
        "-out",
        "reply.tsr");
    Trust trust = trust();
    byte[] reply = Files.readAllBytes(folder.resolve("reply.tsr"));
    TimestampToken stamped = TimestampToken.fromResponse(reply, imprint, trust, Instant.now());
    assertEquals("TSA", stamped.verify(imprint, trust).name());

    // Complete with the authority's certificate, the token satisfies OpenSSL without any help.
    Files.write(folder.resolve("token.tst"), stamped.encoded());
    Files.writeString(folder.resolve("data"), "stamped");
    openssl("ts", "-verify", "-in", "token.tst", "-token_in", "-data", "data", "-CAfile", "ca.pem");
  }

  private void makeAuthority() throws IOException {
    Files.writeString(folder.resolve("openssl.cnf"), CONFIGURATION);
    openssl(
        "req",
        "-config",
        "openssl.cnf",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "ca.key",
        "-out",
        "ca.pem",
        "-subj",
        "/O=Test/CN=OpenSSL CA",
        "-days",
        "9",
        "-extensions",
        "authority");
    issue("signer", "/C=FI/O=Org/CN=1234/serialNumber=INST\\/SS1\\/GOV", "signing");
    issue("ocsp", "/O=Test/CN=OCSP", "ocsp");
    issue("tsa", "/O=Test/CN=TSA", "timestamps");
  }

  private void issue(String name, String subject, String extensions) {
    openssl(
        "req",
        "-config",
        "openssl.cnf",
        "-x509",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        name + ".key",
        "-out",
        name + ".pem",
        "-subj",
        subject,
        "-days",
        "9",
        "-extensions",
        extensions);
  }

  private void index(String lines) throws IOException {
    Files.writeString(folder.resolve("index.txt"), lines);
  }

  private byte[] answer() {
    openssl(
        "ocsp",
        "-index",
        "index.txt",
        "-CA",
        "ca.pem",
        "-rsigner",
        "ocsp.pem",
        "-rkey",
        "ocsp.key",
        "-reqin",
        "request.der",
        "-respout",
        "response.der",
        "-ndays",
        "1");
    try {
      return Files.readAllBytes(folder.resolve("response.der"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Trust trust() throws IOException {
    var ca = certificate("ca");
    var profile =
        CertificateProfile.named(
            "ee.ria.xroad.common.certificateprofile.impl.FiVRKCertificateProfileInfoProvider");
    var responder = new OcspResponder(ca, "http://127.0.0.1/", Optional.empty());
    var authority =
        new ApprovedAuthority("OpenSSL", ca, List.of(), List.of(responder), profile, false);
    return new Trust(
        Map.of("INST", List.of(authority)),
        Duration.ofHours(1),
        true,
        List.of(new TimestampAuthority("TSA", "http://127.0.0.1/", certificate("tsa"))));
  }

  private java.security.cert.X509Certificate certificate(String name) throws IOException {
    return Certificates.parse(Files.readAllBytes(folder.resolve(name + ".pem")));
  }

  private String openssl(String... arguments) {
    return org.postroad.testing.Openssl.run(folder, arguments);
  }
}
