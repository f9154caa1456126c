// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/** The identity towards information systems and services (D22). */
final class InternalTlsTest {
  private static final List<String> HOSTS = List.of("127.0.0.9", "server.test");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final TestAuthority AUTHORITY = TestAuthority.create();

  @TempDir private Path directory;

  private Path certificateFile() {
    return directory.resolve("internal-tls.der");
  }

  private InternalTls open(String pin) throws IOException {
    return InternalTls.open(files(pin), HOSTS, CLOCK, RANDOM);
  }

  private InternalTlsFiles files(String pin) {
    return InternalTlsFiles.inDer(
        directory.resolve("internal-tls.p12"), certificateFile(), pin.toCharArray());
  }

  private static X509Certificate issued(PublicKey key) {
    return TestCertificate.subject("CN=server.test")
        .key(new KeyPair(key, null))
        .issuedBy(AUTHORITY.root())
        .certificate();
  }

  @Test
  void isMadeAtTheFirstStartForTheHostsAndKept() throws IOException, CertificateParsingException {
    X509Certificate first = open("secret 1").certificate();
    assertEquals(first, open("secret 1").certificate());
    assertEquals(first, Certificates.parse(Files.readAllBytes(certificateFile())));
    RSAPublicKey key = (RSAPublicKey) first.getPublicKey();
    assertEquals(2048, key.getModulus().bitLength());
    assertEquals(
        "[[7, 127.0.0.9], [2, server.test]]",
        first.getSubjectAlternativeNames().stream()
            .map(Object::toString)
            .collect(Collectors.joining(", ", "[", "]")));
  }

  /** As {@code curl --cacert} takes it. */
  @Test
  void whereItIsKeptInPemOneInDerIsReadAndBecomesPemWhenItIsRenewed() throws IOException {
    X509Certificate former = open("secret 1").certificate();
    InternalTlsFiles files =
        InternalTlsFiles.inPem(
            directory.resolve("internal-tls.p12"), certificateFile(), "secret 1".toCharArray());
    InternalTls tls = InternalTls.open(files, HOSTS, CLOCK, RANDOM);
    assertEquals(former, tls.certificate());
    X509Certificate next = tls.renew(HOSTS, CLOCK, RANDOM);
    String text = Files.readString(certificateFile());
    assertTrue(text.startsWith("-----BEGIN CERTIFICATE-----\n"), text);
    assertEquals(next, InternalTls.open(files, HOSTS, CLOCK, RANDOM).certificate());
  }

  @Test
  void aNewKeyIsInUseAtOnceAndAfterARestart() throws IOException {
    InternalTls tls = open("secret 1");
    X509Certificate first = tls.certificate();
    byte[] before = Files.readAllBytes(certificateFile());
    X509Certificate next = tls.renew(List.of("new.test"), CLOCK, RANDOM);
    assertNotEquals(first.getPublicKey(), next.getPublicKey());
    assertEquals(next, tls.certificate());
    assertEquals(next, open("secret 1").certificate());
    Files.write(certificateFile(), before);
    assertEquals(
        first, open("secret 1").certificate(), "a crash between the files leaves the old key");
    Path token = directory.resolve("internal-tls.p12");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
    assertThrows(Fault.class, () -> open("another"));
  }

  /** F03: what the primary node has changed counts here, and nothing is changed here. */
  @Test
  void aCopyFollowsAndIsNeverChanged() throws IOException {
    InternalTls primary = open("secret 1");
    InternalTls copy = InternalTls.openCopied(files("secret 1"));
    assertFalse(copy.reread());
    X509Certificate next = primary.renew(HOSTS, CLOCK, RANDOM);
    assertTrue(copy.reread());
    assertEquals(next, copy.certificate());
    assertFalse(copy.reread());
    assertEquals(
        FaultCode.BAD_REQUEST,
        assertThrows(Fault.class, () -> copy.renew(HOSTS, CLOCK, RANDOM)).code());
    byte[] own = Certificates.encoded(next);
    assertEquals(
        FaultCode.BAD_REQUEST, assertThrows(Fault.class, () -> copy.importCertificate(own)).code());
    Files.write(certificateFile(), Certificates.encoded(issued(TestKey.newPair().getPublic())));
    assertThrows(UncheckedIOException.class, copy::reread, "its key is not copied yet");
    assertEquals(next, copy.certificate());
  }

  @Test
  void anAuthorityIsAskedForACertificateAndItsAnswerIsImported() throws IOException {
    InternalTls tls = open("secret 1");
    var request =
        new PKCS10CertificationRequest(
            tls.request("CN=server.test, O=Agency", Optional.of("server.test")));
    assertEquals("CN=server.test,O=Agency", request.getSubject().toString());
    assertArrayEquals(
        tls.certificate().getPublicKey().getEncoded(),
        request.getSubjectPublicKeyInfo().getEncoded());
    X509Certificate issued = issued(tls.certificate().getPublicKey());
    tls.importCertificate(Certificates.encoded(issued));
    assertEquals(List.of(issued), tls.chain());
    String chain = Certificates.pem(issued) + Certificates.pem(AUTHORITY.root().certificate());
    tls.importCertificate(chain.getBytes(StandardCharsets.US_ASCII));
    assertEquals(List.of(issued, AUTHORITY.root().certificate()), tls.chain());
    byte[] foreign = Certificates.encoded(issued(TestKey.newPair().getPublic()));
    assertEquals(
        FaultCode.KEY_NOT_FOUND,
        assertThrows(Fault.class, () -> tls.importCertificate(foreign)).code());
    byte[] nothing = "-----END CERTIFICATE-----".getBytes(StandardCharsets.US_ASCII);
    assertThrows(Fault.class, () -> tls.importCertificate(nothing));
    assertEquals(List.of(issued, AUTHORITY.root().certificate()), tls.chain());
    assertEquals(tls.chain(), open("secret 1").chain());
  }

  @Test
  void theNextConnectionSeesTheNewCertificateInBothDirections() throws IOException {
    InternalTls tls = open("secret 1");
    AtomicReference<List<X509Certificate>> called = new AtomicReference<>(List.of());
    NetThreads threads = NetThreads.start(1);
    try (var client = HttpClient.open(threads, HttpLimits.DEFAULT);
        HttpListener listener =
            HttpListener.openSecure(
                threads,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                tls::server,
                HttpLimits.DEFAULT,
                exchange -> {
                  called.set(exchange.peerCertificates());
                  exchange.respond(new ResponseHead(200, "OK", Headers.EMPTY), new byte[0]);
                })) {
      for (int round = 0; round < 2; round++) {
        AtomicReference<List<X509Certificate>> shown = new AtomicReference<>(List.of());
        new HttpFetch(
                client,
                Optional.of(tls.client()),
                shown::set,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20))
            .get(URI.create("https://127.0.0.1:" + listener.address().getPort() + "/"), 10);
        assertEquals(tls.chain(), shown.get());
        assertEquals(tls.chain(), called.get());
        tls.importCertificate(Certificates.encoded(issued(tls.certificate().getPublicKey())));
      }
    } finally {
      threads.close();
    }
  }
}
