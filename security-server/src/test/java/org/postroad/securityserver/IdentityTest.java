// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.signer.AuthenticationIdentity;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestServerKeys;
import org.postroad.testing.TestKey;

/** How a server shows itself to others and whom it lets in (C-004 to C-006), seen by OpenSSL. */
final class IdentityTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  @TempDir Path directory;
  private final TestInstance instance = new TestInstance();
  private TestServerKeys keys;
  private X509Certificate registered;
  private Identity identity;
  private final NetThreads threads = NetThreads.start(1);
  private HttpListener listener;

  @BeforeEach
  void listen() {
    keys = new TestServerKeys(directory, instance.authority(), TestInstance.PROVIDER);
    registered = keys.authentication().certificate();
    identity = identity();
    var _ = identity.renew();
    listener =
        HttpListener.openSecure(
            threads,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            identity::server,
            HttpLimits.DEFAULT,
            exchange ->
                exchange.respond(
                    new ResponseHead(200, "OK", org.postroad.protocol.mime.Headers.EMPTY),
                    "let in".getBytes(StandardCharsets.UTF_8)));
  }

  @AfterEach
  void stop() {
    listener.close();
    threads.close();
  }

  private Identity identity() {
    return new Identity(keys.identities(), this::global, TestInstance.CLOCK);
  }

  private GlobalConfiguration global() {
    return instance.global(
        TestInstance.server(
            TestInstance.CALLER_SERVER,
            "caller.test",
            instance.callerKey().certificate(),
            TestInstance.CALLER),
        TestInstance.server(
            TestInstance.PROVIDER_SERVER, "provider.test", registered, TestInstance.PROVIDER));
  }

  @Test
  void registeredCertificatesPassTheHandshake() throws Exception {
    for (String version : List.of("-tls1_2", "-tls1_3")) {
      String out = openssl(version, "-cert", pem(instance.callerKey()));
      assertTrue(out.contains("let in"), out);
    }
  }

  /** Issued by the approved authority, and still nobody's. */
  @Test
  void unregisteredCertificatesAndNoneFailInTheHandshake() throws Exception {
    String unregistered = pem(instance.authority().authentication(TestInstance.CALLER.member()));
    for (String version : List.of("-tls1_2", "-tls1_3")) {
      for (List<String> shown : List.of(List.of("-cert", unregistered), List.<String>of())) {
        List<String> options = new ArrayList<>(List.of(version));
        options.addAll(shown);
        String out = openssl(options.toArray(String[]::new));
        assertFalse(out.contains("HTTP/1.1"), out);
        assertTrue(out.contains("alert"), out);
      }
    }
  }

  @Test
  void issuersNamedAreTheApprovedAuthorities() throws Exception {
    String out = openssl("-tls1_3", "-cert", pem(instance.callerKey()));
    int from = out.indexOf("Acceptable client certificate CA names");
    assertTrue(from >= 0, out);
    assertTrue(out.substring(from).lines().skip(1).findFirst().orElse("").contains("Test CA"), out);
  }

  @Test
  void chainEndsBelowTheRoot() throws Exception {
    String out = openssl("-tls1_2", "-showcerts", "-cert", pem(instance.callerKey()));
    assertEquals(1, out.split("-----BEGIN CERTIFICATE-----", -1).length - 1, out);
    assertTrue(out.contains("s:C = FI, O = Organisation, CN = 5678"), out);
  }

  /** The pool tells connections apart by the context, so it stays the same as long as it can. */
  @Test
  void contextForOthersIsKeptWhileTheCertificateStays() {
    assertSame(identity.client(shownToOthers()), identity.client(shownToOthers()));
  }

  private AuthenticationIdentity shownToOthers() {
    return keys.identities().authentication(global(), TestInstance.CLOCK.instant());
  }

  /** Once it is registered, and not before; nothing has to be started again. */
  @Test
  void aNewCertificateIsShownAsSoonAsItIsRegistered() throws Exception {
    X509Certificate next = keys.anotherAuthentication(instance.authority(), TestInstance.PROVIDER);
    assertFalse(identity.renew());
    assertEquals(registered, shown());
    registered = next;
    assertTrue(identity.renew());
    assertEquals(next, shown());
    assertFalse(identity.renew(), "it is shown already");
  }

  private X509Certificate shown() throws Exception {
    String out = openssl("-tls1_3", "-cert", pem(instance.callerKey()));
    int from = out.indexOf("-----BEGIN CERTIFICATE-----");
    int to = out.indexOf("-----END CERTIFICATE-----") + "-----END CERTIFICATE-----".length();
    return Certificates.parse(out.substring(from, to).getBytes(StandardCharsets.US_ASCII));
  }

  /** B62: a server without a registered certificate runs, so that it can register itself. */
  @Test
  void listensForOthersOnceItsCertificateIsRegistered() {
    AtomicReference<GlobalConfiguration> seen = new AtomicReference<>(instance.global());
    Identity fresh = new Identity(keys.identities(), seen::get, TestInstance.CLOCK);
    assertThrows(Fault.class, fresh::renew);
    assertEquals(
        FaultCode.SSL_AUTHENTICATION_FAILED, assertThrows(Fault.class, fresh::server).code());
    seen.set(global());
    assertTrue(fresh.renew());
    TlsContext shown = fresh.server();
    seen.set(instance.global());
    assertThrows(Fault.class, fresh::renew);
    assertSame(shown, fresh.server(), "nothing better is to be had");
  }

  private String openssl(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_client",
                "-ign_eof",
                "-connect",
                "127.0.0.1:" + listener.address().getPort()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      try {
        process.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
      } catch (IOException e) {
        // It has ended already, because the handshake failed; what it printed is looked at.
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } finally {
      process.destroy();
    }
  }

  private String pem(TestKey key) throws IOException {
    X509Certificate certificate = key.certificate();
    Path file = directory.resolve(certificate.getSerialNumber() + ".pem");
    return Files.writeString(
            file,
            block("PRIVATE KEY", key.privateKey().getEncoded())
                + block("CERTIFICATE", Certificates.encoded(certificate)))
        .toString();
  }

  private static String block(String type, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }
}
