// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/** Connections to services with TLS, each behind the JDK's own server. */
final class ServiceChannelsTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private static final TestKey AUTHORITY =
      TestCertificate.subject("CN=service CA").authority().selfSigned();

  /** For another host and long expired: neither matters where the certificate itself is listed. */
  private static final TestKey LISTED =
      TestCertificate.subject("CN=elsewhere.test")
          .valid(TestAuthority.NOW.minus(Duration.ofDays(9)), TestAuthority.NOW.minus(AMPLE))
          .issuedBy(AUTHORITY);

  private static final TestKey FOREIGN =
      TestCertificate.subject("CN=127.0.0.1").issuedBy(AUTHORITY);

  private final LinkedBlockingQueue<List<Certificate>> callers = new LinkedBlockingQueue<>();

  private HttpSite site = HttpSite.secure(LISTED);
  private ServiceChannels channels = Fixtures.channels(site);

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void acceptsTheListedCertificateWhateverItsHostAndValidity() throws IOException {
    serve();
    assertEquals(200, get(Fixtures.owner(FOREIGN.certificate(), LISTED.certificate()), true));
    assertEquals(1, callers.size());
  }

  @Test
  void refusesAnotherCertificateBeforeAnythingIsSaid() {
    serve();
    Fault fault = refused(Fixtures.owner(FOREIGN.certificate()), true);
    assertEquals(List.of(FaultCode.SSL_AUTHENTICATION_FAILED), fault.path());
    assertEquals(
        "IS certificate is not trusted: the service showed CN=elsewhere.test (SHA-256 "
            + Certificates.sha256(LISTED.certificate()).hex()
            + "), expected of 'SUBSYSTEM:TEST/GOV/5678/people': CN=127.0.0.1 (SHA-256 "
            + Certificates.sha256(FOREIGN.certificate()).hex()
            + ")",
        fault.text());
    assertEquals(0, callers.size());
  }

  @Test
  void refusesACertificateOfAListedAuthority() {
    serve();
    Fault fault = refused(Fixtures.owner(AUTHORITY.certificate()), true);
    assertEquals(FaultCode.SSL_AUTHENTICATION_FAILED, fault.code());
    assertEquals(0, callers.size());
  }

  @Test
  void refusesAnyCertificateOfAnOwnerWithNoneListed() {
    serve();
    Fault fault = refused(Fixtures.owner(), true);
    assertEquals(FaultCode.SSL_AUTHENTICATION_FAILED, fault.code());
    assertTrue(
        fault.text().startsWith("Client 'SUBSYSTEM:TEST/GOV/5678/people' has no IS certificates"),
        fault.text());
  }

  @Test
  void acceptsAnyCertificateWhereItIsNotVerified() throws IOException {
    serve();
    assertEquals(200, get(Fixtures.owner(), false));
    assertEquals(200, get(Fixtures.owner(FOREIGN.certificate()), false));
  }

  @Test
  void connectionKeptFromAnUnverifiedCallIsVerifiedForTheNext() throws IOException {
    serve();
    assertEquals(200, get(Fixtures.owner(), false));
    Fault fault = refused(Fixtures.owner(FOREIGN.certificate()), true);
    assertEquals(FaultCode.SSL_AUTHENTICATION_FAILED, fault.code());
    assertEquals(200, get(Fixtures.owner(LISTED.certificate()), true));
    assertEquals(2, callers.size());
  }

  @Test
  void showsTheInternalCertificateToAServiceThatAsks() throws Exception {
    instead(HttpSite.secureForCertified(LISTED));
    serve();
    assertEquals(200, get(Fixtures.owner(LISTED.certificate()), true));
    assertEquals(List.of(Fixtures.INTERNAL), callers.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void neverSpeaksInTheClearToAnHttpsService() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<Integer> first =
          new FutureTask<>(() -> {
            try (Socket socket = listener.accept()) {
              return socket.getInputStream().read();
            }
          });
      Thread.ofVirtual().start(first);
      URI url = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/");
      Fault fault =
          assertThrows(
              Fault.class, () -> channels.open(url, Fixtures.owner(), false, AMPLE, AMPLE));
      assertEquals(FaultCode.NETWORK_ERROR, fault.code());
      assertEquals(0x16, first.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void refusesAddressesOfNoHttpService() {
    for (String address : List.of("ftp://h/", "file:///etc/passwd")) {
      Fault opened =
          assertThrows(
              Fault.class,
              () -> channels.open(URI.create(address), Fixtures.owner(), true, AMPLE, AMPLE));
      Fault fetched = assertThrows(Fault.class, () -> fetch(URI.create(address), true, 10));
      assertEquals(FaultCode.SERVICE_MALFORMED_URL, opened.code());
      assertEquals(FaultCode.SERVICE_MALFORMED_URL, fetched.code());
    }
  }

  @Test
  void fetchesOverTlsAsTheServiceIsVerified() throws IOException {
    serve();
    assertArrayEquals(CONTENT, fetch(site.uri("/x"), false, 7).body());
    assertArrayEquals(
        CONTENT,
        channels.fetch(site.uri("/x"), Fixtures.owner(LISTED.certificate()), true, 7).body());
    Fault fault = assertThrows(Fault.class, () -> fetch(site.uri("/x"), true, 7));
    assertEquals(FaultCode.SSL_AUTHENTICATION_FAILED, fault.code());
  }

  @Test
  void fetchesInTheClearAndNoMoreThanAllowed() throws IOException {
    instead(new HttpSite());
    site.answer("/x", 200, CONTENT);
    assertArrayEquals(CONTENT, fetch(site.uri("/x"), true, 7).body());
    assertThrows(IOException.class, () -> fetch(site.uri("/x"), true, 6));
  }

  private void instead(HttpSite other) {
    site.close();
    site = other;
    channels = Fixtures.channels(other);
  }

  private HttpFetch.Fetched fetch(URI url, boolean verify, int limit) throws IOException {
    return channels.fetch(url, Fixtures.owner(), verify, limit);
  }

  private int get(Client owner, boolean verify) throws IOException {
    try (ClientConnection connection = channels.open(site.uri("/x"), owner, verify, AMPLE, AMPLE)) {
      connection.send(new RequestHead("GET", "/x", Headers.EMPTY), new byte[0]);
      int status = connection.receive().status();
      assertArrayEquals(CONTENT, connection.body().readAllBytes());
      connection.release();
      return status;
    }
  }

  private Fault refused(Client owner, boolean verify) {
    return assertThrows(Fault.class, () -> get(owner, verify));
  }

  private void serve() {
    site.serve(
        "/",
        exchange -> {
          try (exchange) {
            HttpsExchange https = (HttpsExchange) exchange;
            Certificate[] local = https.getSSLSession().getLocalCertificates();
            assertEquals(LISTED.certificate(), local[0]);
            callers.add(peerOf(https));
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
          }
        });
  }

  private static List<Certificate> peerOf(HttpsExchange exchange) {
    try {
      return List.of(exchange.getSSLSession().getPeerCertificates());
    } catch (javax.net.ssl.SSLPeerUnverifiedException none) {
      return List.of();
    }
  }
}
