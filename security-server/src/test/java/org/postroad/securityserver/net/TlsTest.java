// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.net.Fixtures.AMPLE;
import static org.postroad.securityserver.net.Fixtures.headers;
import static org.postroad.securityserver.net.TlsFixtures.EC;
import static org.postroad.securityserver.net.TlsFixtures.OTHER;
import static org.postroad.securityserver.net.TlsFixtures.RSA;
import static org.postroad.securityserver.net.TlsFixtures.clientOf;
import static org.postroad.securityserver.net.TlsFixtures.openssl;
import static org.postroad.securityserver.net.TlsFixtures.serverPort;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Rows C-002 to C-009 by either engine, with OpenSSL and the JDK at the other end. */
@ParameterizedClass
@MethodSource("org.postroad.securityserver.net.TlsFixtures#engines")
class TlsTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  private static final HttpHandler WHO =
      exchange -> {
        String names =
            exchange.peerCertificates().stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList()
                .toString();
        exchange.respond(Fixtures.ok(), names.getBytes(StandardCharsets.UTF_8));
      };

  @TempDir Path directory;
  private final TlsEngine engine;
  private final NetThreads threads;
  private final HttpClient client;

  TlsTest(TlsEngine engine) {
    this.engine = engine;
    this.threads = NetThreads.start(1, engine);
    this.client = HttpClient.open(threads, Fixtures.limits());
  }

  @AfterEach
  void close() {
    client.close();
    threads.close();
  }

  private HttpListener listen(TlsContext tls) {
    return TlsFixtures.listen(threads, tls, Fixtures.limits(), WHO);
  }

  private static void accept(List<X509Certificate> chain) {
    assertFalse(chain.isEmpty());
  }

  private static void refuse(List<X509Certificate> chain) {
    throw new Fault(FaultCode.SSL_AUTHENTICATION_FAILED, "planted refusal of " + chain.size());
  }

  private String get(List<InetSocketAddress> addresses, TlsContext tls, PeerCheck check)
      throws IOException {
    ConnectOptions options = new ConnectOptions(AMPLE, AMPLE, check);
    addresses.forEach(address -> tls.learn(address, Optional.of("TLSv1.3")));
    try (ClientConnection connection = client.connect(addresses, Optional.of(tls), options)) {
      connection.send(new RequestHead("GET", "/", headers("Connection", "close")), new byte[0]);
      connection.receive();
      return Fixtures.readAll(connection.body());
    }
  }

  @Test
  void twoSecurityServersKnowEachOther() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    PeerCheck check =
        chain -> seen.add(chain.getFirst().getSubjectX500Principal().getName() + chain.size());
    try (HttpListener listener = listen(serverPort(TlsTest::accept, EC))) {
      assertEquals("[CN=rsa]", get(List.of(listener.address()), clientOf(RSA), check));
    }
    assertEquals(List.of("CN=ec1"), seen);
  }

  @ParameterizedTest
  @CsvSource({
    "-tls1_3, TLS_AES_256_GCM_SHA384, TLS_AES_256_GCM_SHA384",
    "-tls1_2, ECDHE-RSA-AES256-SHA384, ECDHE-RSA-AES256-SHA384",
    "-tls1_2, DHE-RSA-AES256-SHA256, DHE-RSA-AES256-SHA256",
    "-tls1_2, ECDHE-ECDSA-AES256-SHA384, ECDHE-ECDSA-AES256-SHA384"
  })
  void speaksTheSuitesOfSecurityServers(String version, String suite, String chosen)
      throws Exception {
    String option = version.equals("-tls1_3") ? "-ciphersuites" : "-cipher";
    try (HttpListener listener = listen(serverPort(TlsTest::accept, RSA, EC))) {
      String key = TlsFixtures.pem(directory, OTHER).toString();
      String out =
          openssl(listener.address(), REQUEST, version, option, suite, "-cert", key, "-ign_eof");
      assertTrue(out.contains("Cipher is " + chosen), out);
      assertTrue(out.contains("[CN=other]"), out);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES128-SHA256",
        "AES256-SHA256",
        "AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-SHA"
      })
  void refusesOtherSuitesOfTls12(String suite) throws Exception {
    try (HttpListener listener = listen(serverPort(TlsTest::accept, RSA, EC))) {
      String key = TlsFixtures.pem(directory, OTHER).toString();
      String out =
          openssl(
              listener.address(), REQUEST, "-tls1_2", "-cipher", suite, "-cert", key, "-ign_eof");
      assertTrue(out.contains("handshake failure"), out);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1", "-tls1_1"})
  void refusesOldVersions(String version) throws Exception {
    try (HttpListener listener = listen(serverPort(TlsTest::accept, RSA, EC))) {
      String out =
          openssl(listener.address(), REQUEST, version, "-cipher", "ALL:@SECLEVEL=0", "-ign_eof");
      assertTrue(out.contains("alert protocol version"), out);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void failsWithoutAnAcceptedClientCertificate(String version) throws Exception {
    PeerCheck onlyOther =
        chain -> {
          if (!chain.getFirst().equals(OTHER.certificate())) {
            refuse(chain);
          }
        };
    try (HttpListener listener = listen(serverPort(onlyOther, RSA, EC))) {
      String good = TlsFixtures.pem(directory, OTHER).toString();
      String bad = TlsFixtures.pem(directory, EC).toString();
      String served = openssl(listener.address(), REQUEST, version, "-cert", good, "-ign_eof");
      assertTrue(served.contains("HTTP/1.1 200 OK"), served);
      assertTrue(served.contains("CN = TLS test CA"), served);
      for (List<String> options : List.of(List.of("-cert", bad), List.<String>of())) {
        List<String> all = new java.util.ArrayList<>(options);
        all.addAll(List.of(version, "-ign_eof"));
        String refused = openssl(listener.address(), REQUEST, all.toArray(String[]::new));
        assertTrue(refused.contains("alert"), refused);
        assertFalse(refused.contains("HTTP/1.1"), refused);
      }
    }
  }

  @Test
  void refusesRenegotiation() throws Exception {
    try (HttpListener listener = listen(serverPort(TlsTest::accept, RSA, EC))) {
      String key = TlsFixtures.pem(directory, OTHER).toString();
      String out =
          TlsFixtures.opensslRenegotiating(listener.address(), REQUEST, "-tls1_2", "-cert", key);
      assertFalse(out.contains("HTTP/1.1"), out);
    }
  }

  @Test
  void theServerCertificateIsCheckedBeforeAnythingIsSent() throws IOException {
    AtomicInteger served = new AtomicInteger();
    TlsContext tls = serverPort(TlsTest::accept, EC);
    try (HttpListener listener =
        TlsFixtures.listen(threads, tls, Fixtures.limits(), _ -> served.incrementAndGet())) {
      Fault fault =
          assertThrows(
              Fault.class, () -> get(List.of(listener.address()), clientOf(RSA), TlsTest::refuse));
      assertEquals("planted refusal of 1", fault.text());
    }
    assertEquals(0, served.get());
  }

  @Test
  void aCandidateWithTheWrongCertificateGivesWayToTheNext() throws IOException {
    PeerCheck notRsa =
        chain -> {
          if (chain.getFirst().equals(RSA.certificate())) {
            refuse(chain);
          }
        };
    try (HttpListener wrong = listen(serverPort(TlsTest::accept, RSA));
        HttpListener right = listen(serverPort(TlsTest::accept, EC))) {
      List<InetSocketAddress> both = List.of(wrong.address(), right.address());
      for (int i = 0; i < 5; i++) {
        assertEquals("[CN=other]", get(both, clientOf(OTHER), notRsa));
      }
    }
  }

  @Test
  void aResumedSessionIsCheckedAgain() throws IOException {
    AtomicBoolean registered = new AtomicBoolean(true);
    AtomicInteger checks = new AtomicInteger();
    PeerCheck check =
        chain -> {
          checks.incrementAndGet();
          if (!registered.get()) {
            refuse(chain);
          }
        };
    try (HttpListener listener = listen(serverPort(check, EC))) {
      TlsContext tls = clientOf(OTHER);
      List<InetSocketAddress> address = List.of(listener.address());
      assertEquals("[CN=other]", get(address, tls, TlsTest::accept));
      assertEquals("[CN=other]", get(address, tls, TlsTest::accept));
      int handshakes =
          switch (engine) {
            case JDK -> 1;
            case NATIVE -> 2;
          };
      assertEquals(handshakes + 2, checks.get(), "once in each handshake, once after each");
      registered.set(false);
      assertThrows(IOException.class, () -> get(address, tls, TlsTest::accept));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void issuersAreThoseOfThisMoment(String version) throws Exception {
    AtomicReference<List<X509Certificate>> issuers = new AtomicReference<>(List.of());
    TlsContext tls =
        TlsContext.server(
            TlsFixtures.manager(EC, RSA),
            TlsPolicy.SECURITY_SERVERS,
            ClientAuth.NEED,
            TlsTest::accept,
            issuers::get);
    try (HttpListener listener = listen(tls)) {
      String key = TlsFixtures.pem(directory, OTHER).toString();
      for (var certificate : List.of(TlsFixtures.AUTHORITY, RSA)) {
        issuers.set(List.of(certificate.certificate()));
        String out = openssl(listener.address(), REQUEST, version, "-cert", key, "-ign_eof");
        String name = certificate.equals(RSA) ? "CN = rsa" : "CN = TLS test CA";
        assertTrue(out.contains("Acceptable client certificate CA names\n" + name + "\n"), out);
      }
    }
  }

  @Test
  void aSessionOfTls13LivesForTenMinutesOrIsNotOffered() throws Exception {
    try (HttpListener listener = listen(serverPort(TlsTest::accept, EC))) {
      String key = TlsFixtures.pem(directory, OTHER).toString();
      String out = openssl(listener.address(), REQUEST, "-tls1_3", "-cert", key, "-ign_eof");
      assertTrue(out.contains("HTTP/1.1 200 OK"), out);
      assertEquals(
          engine == TlsEngine.JDK, out.contains("session ticket lifetime hint: 600 (seconds)"));
      assertEquals(engine == TlsEngine.JDK, out.contains("New Session Ticket arrived"), out);
    }
  }

  @Test
  void aServerIsLearnedToSpeakTls13() throws IOException {
    try (HttpListener listener = listen(serverPort(TlsTest::accept, EC))) {
      TlsContext tls = clientOf(OTHER);
      assertEquals(TlsEngine.JDK, tls.engineFor(listener.address(), threads));
      ConnectOptions options = new ConnectOptions(AMPLE, AMPLE, TlsTest::accept);
      client.connect(List.of(listener.address()), Optional.of(tls), options).release();
      assertEquals(engine, tls.engineFor(listener.address(), threads));
      assertEquals("[CN=other]", get(List.of(listener.address()), tls, TlsTest::accept));
    }
  }

  /** Key agreement that quantum computers do not break, offered in the first message. */
  @Test
  void theNativeEngineOffersAHybridGroup() throws Exception {
    CompletableFuture<byte[]> hello = new CompletableFuture<>();
    RawServer.Script script = (_, socket) -> hello.complete(tlsRecord(socket.getInputStream()));
    try (RawServer server = new RawServer(script)) {
      assertThrows(
          Fault.class, () -> get(List.of(server.address()), clientOf(EC), TlsTest::accept));
    }
    String bytes = HexFormat.of().formatHex(hello.get());
    assertEquals(engine == TlsEngine.NATIVE, bytes.contains("000a000a000811ec001d00170018"));
  }

  private static byte[] tlsRecord(InputStream in) throws IOException {
    byte[] head = in.readNBytes(5);
    return in.readNBytes(Byte.toUnsignedInt(head[3]) << 8 | Byte.toUnsignedInt(head[4]));
  }

  @Test
  void anInformationSystemMayShowACertificateOrNot() throws Exception {
    TlsContext tls =
        TlsContext.server(
            TlsFixtures.manager(EC, RSA),
            TlsPolicy.INFORMATION_SYSTEMS,
            ClientAuth.WANT,
            TlsTest::accept,
            List::of);
    try (HttpListener listener = listen(tls)) {
      String key = TlsFixtures.pem(directory, OTHER).toString();
      String with = openssl(listener.address(), REQUEST, "-tls1_2", "-cert", key, "-ign_eof");
      assertTrue(with.contains("[CN=other]") && with.contains("GCM"), with);
      assertTrue(openssl(listener.address(), REQUEST, "-tls1_3", "-ign_eof").contains("\n[]"));
    }
  }

  @Test
  void whoThePeerWasStaysKnownWhenItHasGone() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Integer> certificates = new CompletableFuture<>();
    HttpHandler readsToTheEnd =
        exchange -> {
          begun.countDown();
          assertThrows(IOException.class, () -> exchange.body().readAllBytes());
          certificates.complete(exchange.peerCertificates().size());
        };
    TlsContext tls = serverPort(TlsTest::accept, EC);
    ConnectOptions options = new ConnectOptions(AMPLE, AMPLE, TlsTest::accept);
    try (HttpListener listener =
        TlsFixtures.listen(threads, tls, Fixtures.limits(), readsToTheEnd)) {
      try (ClientConnection connection =
          client.connect(List.of(listener.address()), Optional.of(clientOf(OTHER)), options)) {
        connection.send(new RequestHead("POST", "/", headers())).flush();
        Fixtures.await(begun);
      }
      assertEquals(1, certificates.get(AMPLE.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void theJdkClientIsServed() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {TlsFixtures.manager(OTHER)},
        new javax.net.ssl.TrustManager[] {new CallbackTrust(TlsTest::accept, List::of)},
        null);
    try (HttpListener listener = listen(serverPort(TlsTest::accept, EC, RSA));
        var jdk = java.net.http.HttpClient.newBuilder().sslContext(context).build()) {
      var uri = java.net.URI.create("https://127.0.0.1:" + listener.address().getPort() + "/");
      for (int i = 0; i < 3; i++) {
        var response =
            jdk.send(
                java.net.http.HttpRequest.newBuilder(uri).build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());
        assertEquals("[CN=other]", response.body());
        assertEquals(java.net.http.HttpClient.Version.HTTP_1_1, response.version());
      }
    }
  }

  @Test
  void aHandshakeThatDoesNotCompleteIsCutOff() throws IOException {
    HttpLimits limits = HttpLimits.DEFAULT.withWaiting(Fixtures.SHORT, AMPLE, AMPLE, AMPLE);
    TlsContext tls = serverPort(TlsTest::accept, EC);
    try (HttpListener listener = TlsFixtures.listen(threads, tls, limits, WHO);
        Socket socket = new Socket(listener.address().getAddress(), listener.address().getPort())) {
      socket.setSoTimeout((int) AMPLE.toMillis());
      assertTrue(socket.getInputStream().read() != 0);
      socket.getInputStream().readAllBytes();
    }
  }

  @Test
  void anEndThatTlsDidNotAnnounceIsNoEnd() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {TlsFixtures.manager(EC)}, null, null);
    AtomicBoolean announce = new AtomicBoolean(true);
    RawServer.Script script =
        (_, socket) -> {
          try (SSLSocket tls =
              (SSLSocket) context.getSocketFactory().createSocket(socket, null, false)) {
            tls.setUseClientMode(false);
            Fixtures.readUntil(tls.getInputStream(), "\r\n\r\n");
            tls.getOutputStream()
                .write("HTTP/1.1 200 OK\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
            if (!announce.get()) {
              socket.shutdownOutput();
              socket.getInputStream().skip(Long.MAX_VALUE);
            }
          }
        };
    try (RawServer server = new RawServer(script)) {
      TlsContext tls = TlsContext.client(Optional.empty(), TlsPolicy.INFORMATION_SYSTEMS);
      List<InetSocketAddress> address = List.of(server.address());
      assertEquals("half", get(address, tls, TlsTest::accept));
      announce.set(false);
      assertThrows(EOFException.class, () -> get(address, tls, TlsTest::accept));
    }
  }
}
