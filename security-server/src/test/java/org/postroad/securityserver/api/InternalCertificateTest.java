// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.postroad.protocol.administration.Role.REGISTRATION_OFFICER;
import static org.postroad.protocol.administration.Role.SECURITY_OFFICER;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.InternalTlsFiles;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/** The TLS identity towards information systems through the API (E27). */
class InternalCertificateTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PATH = "/system/certificate";

  @TempDir private Path directory;

  private InternalTls opened() throws IOException {
    return InternalTls.open(
        InternalTlsFiles.inDer(
            directory.resolve("internal-tls.p12"),
            directory.resolve("internal-tls.der"),
            "secret 1".toCharArray()),
        List.of("server.test"),
        CLOCK,
        RANDOM);
  }

  @Test
  void isRenewedRequestedImportedAndHandedOut() throws Exception {
    InternalTls tls = opened();
    X509Certificate first = tls.certificate();
    var identity = new InternalIdentity(() -> tls, List.of("server.test"), CLOCK, RANDOM);
    try (InProcessApi api =
        new InProcessApi(
            new TestInstance(),
            InProcessApi.noKeys(directory),
            List.of(new InternalCertificate(identity)))) {
      assertEquals(403, api.send(REGISTRATION_OFFICER, "POST", PATH, "").status());
      assertEquals(201, api.send(SECURITY_OFFICER, "POST", PATH, "").status());
      assertNotEquals(first, tls.certificate());
      assertEquals(
          Certificates.sha256(tls.certificate()).hex(),
          api.get(SECURITY_OFFICER, PATH).json().path("hash").asString().toLowerCase(Locale.ROOT));
      var request =
          new PKCS10CertificationRequest(
              api.send(SECURITY_OFFICER, "POST", PATH + "/csr", "{'name':'CN=server.test'}")
                  .body());
      assertEquals("CN=server.test", request.getSubject().toString());
      X509Certificate issued =
          TestCertificate.subject("CN=server.test")
              .key(new KeyPair(tls.certificate().getPublicKey(), null))
              .issuedBy(TestAuthority.create().root())
              .certificate();
      assertEquals(200, uploaded(api, issued).status());
      assertEquals(issued, tls.certificate());
      assertEquals(404, uploaded(api, first).status());
      assertEquals(
          "Import TLS certificate from file failed", api.lastAudited().path("event").asString());
      byte[] archive = api.get(SECURITY_OFFICER, PATH + "/export").body();
      assertArrayEquals(Certificates.encoded(issued), unpacked(archive, "cert.cer"));
      assertEquals(
          Certificates.pem(issued),
          new String(unpacked(archive, "cert.pem"), StandardCharsets.US_ASCII));
    }
  }

  private static InProcessApi.Answer uploaded(InProcessApi api, X509Certificate certificate) {
    return api.send(
        SECURITY_OFFICER,
        "POST",
        PATH + "/import",
        "application/octet-stream",
        Certificates.encoded(certificate));
  }

  /** As tar unpacks it. */
  private byte[] unpacked(byte[] archive, String name) throws IOException {
    Path file = Files.write(directory.resolve("export.tar.gz"), archive);
    Process tar =
        new ProcessBuilder("tar", "-xzOf", file.toString(), name)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return tar.getInputStream().readAllBytes();
    } finally {
      tar.destroy();
    }
  }
}
