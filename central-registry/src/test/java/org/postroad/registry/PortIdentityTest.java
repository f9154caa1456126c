// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.assertFault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

class PortIdentityTest {
  private static final char[] PIN = "a secret pin".toCharArray();

  @TempDir private Path folder;

  private PortIdentity open() {
    return PortIdentity.open(
        folder,
        PortIdentity.Use.MANAGEMENT,
        PIN,
        List.of("192.0.2.1", "cs.example"),
        new StandingClock(),
        new SecureRandom());
  }

  @Test
  void isMadeOnceAndKept() throws Exception {
    X509Certificate made;
    try (PortIdentity first = open()) {
      made = first.certificate();
      assertEquals(2, made.getSubjectAlternativeNames().size());
      assertEquals(made, Certificates.parse(Files.readAllBytes(first.file())));
    }
    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(folder.resolve("management.p12")));
    try (PortIdentity second = open()) {
      assertEquals(made, second.certificate());
    }
  }

  @Test
  void anotherIsPresentedAtOnceAndAfterARestart() {
    List<X509ExtendedKeyManager> presented = new ArrayList<>();
    X509Certificate renewed;
    try (PortIdentity identity = open()) {
      X509Certificate former = identity.certificate();
      identity.onChange(presented::add);
      identity.recreate(List.of("192.0.2.1"));
      renewed = identity.certificate();
      assertNotEquals(former.getPublicKey(), renewed.getPublicKey());
      assertEquals(1, presented.size());
    }
    try (PortIdentity identity = open()) {
      assertEquals(renewed, identity.certificate());
    }
  }

  @Test
  void anAuthorityCertifiesItsKeyAndNoOther() throws IOException {
    TestAuthority authority = TestAuthority.create();
    try (PortIdentity identity = open()) {
      var request =
          new PKCS10CertificationRequest(
              identity.certificateRequest("CN=cs.example", Optional.of("cs.example")));
      assertArrayEquals(
          identity.certificate().getPublicKey().getEncoded(),
          request.getSubjectPublicKeyInfo().getEncoded());
      var unused = TestKey.newPair().getPrivate();
      X509Certificate issued =
          TestCertificate.subject("CN=cs.example")
              .key(new KeyPair(identity.certificate().getPublicKey(), unused))
              .issuedBy(authority.root())
              .certificate();
      identity.importCertificate(issued);
      assertEquals(issued, identity.certificate());
      assertFault(
          FaultCode.INCORRECT_CERTIFICATE,
          () -> identity.importCertificate(TestCertificates.AUTHENTICATION));
      assertEquals(issued, identity.certificate());
    }
    try (PortIdentity identity = open()) {
      assertTrue(identity.certificate().getSubjectX500Principal().getName().contains("cs.example"));
    }
  }
}
