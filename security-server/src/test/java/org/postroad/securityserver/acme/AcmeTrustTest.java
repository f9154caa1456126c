// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.acme.AcmeServerParts.CA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/** An ACME server whose certificate comes from an authority that the Java runtime does not know. */
final class AcmeTrustTest {
  private static final TestKey ROOT =
      TestCertificate.subject("CN=Private root").authority().selfSigned();

  @TempDir Path directory;
  private AcmeServerParts parts;

  @BeforeEach
  void open() {
    parts =
        new AcmeServerParts(directory, HttpSite.secure(site(GeneralName.iPAddress, "127.0.0.1")));
  }

  @AfterEach
  void close() {
    parts.close();
  }

  private static TestKey site(int kind, String name) {
    return TestCertificate.subject("CN=acme")
        .valid(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"))
        .extension(
            Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, name)))
        .issuedBy(ROOT);
  }

  @Test
  void anOrderNeedsAServerThatIsTrusted() throws IOException {
    String request = parts.request(KeyUse.SIGNING).id();
    assertEquals(FaultCode.NETWORK_ERROR, refused(Optional.empty(), request).code());
    Path other = pem("other.pem", TestCertificate.subject("CN=Another").authority().selfSigned());
    assertEquals(FaultCode.NETWORK_ERROR, refused(Optional.of(other), request).code());
    assertEquals(List.of(), parts.authority.asked, "nothing was told to it");

    Path two = pem("two.pem", ROOT);
    Files.writeString(two, Files.readString(other) + Files.readString(two));
    assertTrue(certificates(Optional.of(two)).order(request, CA).active());
  }

  @Test
  void theNameOfTheServerCountsAllTheSame() throws IOException {
    parts.close();
    Path other = Files.createDirectory(directory.resolve("other"));
    parts =
        new AcmeServerParts(other, HttpSite.secure(site(GeneralName.dNSName, "elsewhere.test")));
    String request = parts.request(KeyUse.SIGNING).id();
    Path root = pem("root.pem", ROOT);
    assertEquals(FaultCode.NETWORK_ERROR, refused(Optional.of(root), request).code());
  }

  @Test
  void aFileWithoutCertificatesIsNamed() throws IOException {
    String request = parts.request(KeyUse.SIGNING).id();
    for (Path file :
        List.of(directory.resolve("none.pem"), Files.createFile(directory.resolve("empty.pem")))) {
      Fault refused = refused(Optional.of(file), request);
      assertEquals(FaultCode.INVALID_REQUEST, refused.code());
      assertTrue(refused.text().contains(file.toString()), refused.text());
    }
  }

  private Path pem(String name, TestKey key) throws IOException {
    return Files.writeString(directory.resolve(name), Certificates.pem(key.certificate()));
  }

  private AutomaticCertificates certificates(Optional<Path> trusted) {
    var preset = AcmeSettings.DEFAULT;
    return parts.certificates(
        new AcmeSettings(
            preset.file(),
            trusted,
            preset.challengePort(),
            preset.renew(),
            preset.interval(),
            preset.retry(),
            preset.ahead(),
            preset.accountAhead(),
            preset.polls(),
            preset.poll(),
            false,
            false),
        parts.clock::set);
  }

  private Fault refused(Optional<Path> trusted, String request) {
    return assertThrows(Fault.class, () -> certificates(trusted).order(request, CA));
  }
}
