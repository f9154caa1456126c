// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;

/** The identity towards information systems and services (D22 of the registry rows). */
final class InternalTlsTest {
  private static final List<String> HOSTS = List.of("127.0.0.9", "server.test");

  @TempDir Path directory;
  private ServerDirectory server;

  @BeforeEach
  void prepare() throws IOException {
    server = new ServerDirectory(directory);
    Files.createDirectories(server.keys());
  }

  @Test
  void isMadeAtTheFirstStartAndKept() throws IOException {
    X509Certificate first = open("secret 1").certificate();
    assertEquals(first, open("secret 1").certificate());
    assertEquals(first, Certificates.parse(Files.readAllBytes(server.internalTlsCertificate())));
  }

  @Test
  void isAnotherOneForEachServer(@TempDir Path elsewhere) throws IOException {
    X509Certificate here = open("secret 1").certificate();
    server = new ServerDirectory(elsewhere);
    Files.createDirectories(server.keys());
    assertNotEquals(here, open("secret 1").certificate());
  }

  @Test
  void isRsaAndNamesTheHosts() throws IOException, CertificateParsingException {
    X509Certificate certificate = open("secret 1").certificate();
    RSAPublicKey key = (RSAPublicKey) certificate.getPublicKey();
    assertEquals(2048, key.getModulus().bitLength());
    assertEquals(
        "[[7, 127.0.0.9], [2, server.test]]",
        certificate.getSubjectAlternativeNames().stream()
            .map(Object::toString)
            .collect(Collectors.joining(", ", "[", "]")));
  }

  @Test
  void keyIsKeptForTheOwnerOnlyAndBehindThePin() throws IOException {
    open("secret 1");
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(server.keys().resolve("internal-tls.p12"))));
    assertThrows(Fault.class, () -> open("another"));
  }

  private InternalTls open(String pin) throws IOException {
    return InternalTls.open(
        server, pin.toCharArray(), HOSTS, Clock.systemUTC(), new SecureRandom());
  }
}
