// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.net.Fixtures.AMPLE;
import static org.postroad.securityserver.net.Fixtures.headers;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The outgoing side against the JDK's HTTP server and against servers made of bare sockets. */
class HttpClientTest {
  private static final ConnectOptions OPTIONS = new ConnectOptions(AMPLE, AMPLE, _ -> {});
  private static final RequestHead GET = new RequestHead("GET", "/", headers());
  private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final NetThreads threads = NetThreads.start(1);
  private final HttpClient client = HttpClient.open(threads, Fixtures.limits());

  @AfterEach
  void close() {
    client.close();
    threads.close();
  }

  private ClientConnection connect(InetSocketAddress address) {
    return client.connect(List.of(address), Optional.empty(), OPTIONS);
  }

  private String get(InetSocketAddress address) throws IOException {
    try (ClientConnection connection = connect(address)) {
      connection.send(GET, new byte[0]);
      connection.receive();
      String body = Fixtures.readAll(connection.body());
      connection.release();
      return body;
    }
  }

  /** Makes sure that the event loop has seen whatever the system had for it. */
  private void letTheLoopRun() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      threads.loops().submit(() -> {}).sync();
    }
  }

  /**
   * Echoes method, length header, coding header and body; remembers the ports it was called from.
   */
  private static HttpServer echo(Set<Integer> ports) throws IOException {
    HttpServer server = HttpServer.create(Fixtures.loopback(0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          var fields = exchange.getRequestHeaders();
          exchange.getResponseHeaders().add("x-method", exchange.getRequestMethod());
          exchange.getResponseHeaders().add("x-coding", fields.getFirst("Transfer-Encoding") + "");
          exchange.getResponseHeaders().add("x-length", fields.getFirst("Content-Length") + "");
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : 0);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void sendsAndReceivesThroughOnePooledConnection() throws IOException {
    Set<Integer> ports = ConcurrentHashMap.newKeySet();
    HttpServer server = echo(ports);
    byte[] body = new byte[500_000];
    new Random(3).nextBytes(body);
    for (int i = 0; i < 5; i++) {
      try (ClientConnection connection = connect(server.getAddress())) {
        try (OutputStream out =
            connection.send(new RequestHead("POST", "/x", headers("Content-Type", "a/b")))) {
          out.write(body);
        }
        ResponseHead head = connection.receive();
        assertEquals("chunked", head.headers().first("x-coding").orElseThrow());
        assertArrayEquals(body, connection.body().readAllBytes());
        connection.release();
      }
    }
    assertEquals(1, ports.size());
    server.stop(0);
  }

  @Test
  void sendsLengthOrChunksOrNothing() throws IOException {
    HttpServer server = echo(ConcurrentHashMap.newKeySet());
    byte[] three = "abc".getBytes(StandardCharsets.US_ASCII);
    assertEquals("3 null abc", framing(server, "POST", three));
    assertEquals("0 null ", framing(server, "POST", new byte[0]));
    assertEquals("null null ", framing(server, "GET", new byte[0]));
    assertEquals("3 null abc", framing(server, "DELETE", three));
    server.stop(0);
  }

  private String framing(HttpServer server, String method, byte[] body) throws IOException {
    try (ClientConnection connection = connect(server.getAddress())) {
      connection.send(new RequestHead(method, "/", headers()), body);
      ResponseHead head = connection.receive();
      assertEquals(method, head.headers().first("x-method").orElseThrow());
      String text = Fixtures.readAll(connection.body());
      connection.release();
      return head.headers().first("x-length").orElseThrow()
          + " "
          + head.headers().first("x-coding").orElseThrow()
          + " "
          + text;
    }
  }

  @Test
  void addsAHostUnlessOneIsGiven() throws IOException {
    try (RawServer server =
        new RawServer((_, socket) -> {
          while (true) {
            String head = Fixtures.readUntil(socket.getInputStream(), "\r\n\r\n");
            String length = "Content-Length: " + head.length() + "\r\n\r\n";
            RawServer.write(socket, "HTTP/1.1 200 OK\r\n" + length + head);
          }
        })) {
      assertEquals(
          "GET / HTTP/1.1\r\nHost: localhost:" + server.address().getPort() + "\r\n\r\n",
          get(server.address()));
      try (ClientConnection connection = connect(server.address())) {
        connection.send(
            new RequestHead("GET", "/%2F?", headers("Host", "localhost:5500", "x-a", "1")),
            new byte[0]);
        connection.receive();
        assertEquals(
            "GET /%2F? HTTP/1.1\r\nHost: localhost:5500\r\nx-a: 1\r\n\r\n",
            Fixtures.readAll(connection.body()));
      }
    }
  }

  @Test
  void honoursConnectionClose() throws IOException {
    try (RawServer server =
        RawServer.answering(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", false)) {
      assertEquals("ok", get(server.address()));
      assertEquals("ok", get(server.address()));
      assertEquals(2, server.connections());
    }
  }

  @Test
  void readsABodyUntilTheEndOfTheConnection() throws IOException {
    try (RawServer server =
        RawServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end", true)) {
      assertEquals("until the end", get(server.address()));
    }
  }

  @Test
  void passesOverInterimResponses() throws IOException {
    try (RawServer server =
        RawServer.answering(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + EMPTY,
            false)) {
      assertEquals("", get(server.address()));
      assertEquals("", get(server.address()));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void refusalEndsARequestThatWouldHaveNoEnd() throws IOException {
    String refusal = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\n4 G";
    try (RawServer server = RawServer.answering(refusal, true);
        ClientConnection connection = connect(server.address())) {
      OutputStream out = connection.sendUntilAnswered(new RequestHead("POST", "/", headers()));
      byte[] some = new byte[64 * 1024];
      IOException broken =
          assertThrows(
              IOException.class,
              () -> {
                while (true) {
                  out.write(some);
                }
              });
      assertTrue(
          String.valueOf(broken).contains("before the end of the request"), broken::toString);
      assertEquals(413, connection.receive().status());
      assertEquals("4 G", Fixtures.readAll(connection.body()));
    }
  }

  @Test
  void nothingUnaskedForIsTakenForAResponse() throws IOException {
    try (RawServer server = RawServer.answering(EMPTY + EMPTY, false)) {
      get(server.address());
      get(server.address());
      assertEquals(2, server.connections());
    }
  }

  @Test
  void aHeadResponseHasNoBodyWhateverItsLength() throws IOException {
    try (RawServer server =
        RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", false)) {
      for (int i = 0; i < 2; i++) {
        try (ClientConnection connection = connect(server.address())) {
          connection.send(new RequestHead("HEAD", "/", headers()), new byte[0]);
          connection.receive();
          assertEquals(-1, connection.body().read());
          connection.release();
        }
      }
      assertEquals(1, server.connections());
    }
  }

  @Test
  void aConnectionWithAnUnreadResponseIsNotPooled() throws IOException {
    try (RawServer server =
        RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx", false)) {
      for (int i = 0; i < 2; i++) {
        ClientConnection connection = connect(server.address());
        connection.send(GET, new byte[0]);
        connection.receive();
        connection.close();
      }
      assertEquals(2, server.connections());
    }
  }

  @Test
  void aDeadPooledConnectionIsReplacedBeforeTheFirstByte() throws Exception {
    CountDownLatch mayClose = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
        new RawServer((number, socket) -> {
          Fixtures.readUntil(socket.getInputStream(), "\r\n\r\n");
          RawServer.write(socket, EMPTY);
          if (number == 1) {
            Fixtures.await(mayClose);
            socket.close();
            closed.countDown();
          }
        })) {
      get(server.address());
      AtomicInteger checks = new AtomicInteger();
      ConnectOptions options = new ConnectOptions(AMPLE, AMPLE, _ -> checks.incrementAndGet());
      try (ClientConnection connection =
          client.connect(List.of(server.address()), Optional.empty(), options)) {
        OutputStream out =
            connection.send(new RequestHead("PUT", "/", headers("Content-Length", "0")));
        mayClose.countDown();
        Fixtures.await(closed);
        letTheLoopRun();
        out.close();
        assertEquals(200, connection.receive().status());
      }
      assertEquals(2, server.connections());
      assertEquals(2, checks.get());
    }
  }

  @Test
  void nothingIsSentTwice() throws IOException {
    try (CountingServer server = new CountingServer()) {
      get(server.raw.address());
      assertThrows(IOException.class, () -> get(server.raw.address()));
      assertEquals(2, server.raw.requests());
      assertEquals(1, server.raw.connections());
    }
  }

  /** Responds to the first request of all, and closes after the second. */
  private static final class CountingServer implements AutoCloseable {
    private final RawServer raw;

    CountingServer() throws IOException {
      AtomicInteger served = new AtomicInteger();
      RawServer[] self = new RawServer[1];
      raw =
          new RawServer((_, socket) -> {
            while (true) {
              self[0].request(socket);
              if (served.incrementAndGet() > 1) {
                return;
              }
              RawServer.write(socket, EMPTY);
            }
          });
      self[0] = raw;
    }

    @Override
    public void close() throws IOException {
      raw.close();
    }
  }

  @Test
  void aResponseThatDoesNotComeTimesOut() throws IOException {
    try (RawServer server = new RawServer((_, socket) -> socket.getInputStream().skip(10_000))) {
      ConnectOptions options = new ConnectOptions(AMPLE, Fixtures.SHORT, _ -> {});
      try (ClientConnection connection =
          client.connect(List.of(server.address()), Optional.empty(), options)) {
        connection.send(GET, new byte[0]);
        assertThrows(SocketTimeoutException.class, connection::receive);
      }
    }
  }

  @Test
  void idleConnectionsGrowOld() throws IOException {
    Duration idle = Fixtures.limits().idle();
    assertEquals(1, connectionsFor("", idle.minusNanos(1)));
    assertEquals(2, connectionsFor("", idle));
  }

  /** How many connections two requests need when so much time lies between them. */
  private int connectionsFor(String field, Duration between) throws IOException {
    long[] now = {0};
    String response = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + field + "\r\n";
    try (RawServer server = RawServer.answering(response, false);
        HttpClient aging = HttpClient.open(threads, Fixtures.limits(), () -> now[0])) {
      for (int i = 0; i < 2; i++) {
        ClientConnection connection =
            aging.connect(List.of(server.address()), Optional.empty(), OPTIONS);
        connection.send(GET, new byte[0]);
        connection.receive();
        connection.release();
        now[0] += between.toNanos();
      }
      return server.connections();
    }
  }

  @Test
  void aConnectionIsGivenUpASecondBeforeItsServerEndsIt() throws IOException {
    String field = "Keep-Alive: timeout=5, max=100\r\n";
    assertEquals(1, connectionsFor(field, Duration.ofMillis(3_999)));
    assertEquals(2, connectionsFor(field, Duration.ofSeconds(4)));
    assertEquals(2, connectionsFor("keep-alive: max=9, Timeout=1\r\n", Duration.ZERO));
  }

  @Test
  void whatAServerSaysNeverKeepsAConnectionLongerThanTheClientWould() throws IOException {
    Duration idle = Fixtures.limits().idle();
    assertEquals(2, connectionsFor("Keep-Alive: timeout=999999\r\n", idle));
    for (String field :
        List.of("timeout=", "timeout=-1", "timeout=9999999", "timeout=x", "max=1")) {
      assertEquals(1, connectionsFor("Keep-Alive: " + field + "\r\n", idle.minusNanos(1)), field);
    }
  }

  @Test
  void clientsGiveUpBeforeListenersThatWaitTheUsualTime() {
    assertTrue(HttpLimits.CLIENT.idle().compareTo(HttpLimits.DEFAULT.idle()) < 0);
    assertTrue(HttpLimits.CLIENT.idle().compareTo(HttpLimits.AMONG_SERVERS.idle()) < 0);
  }

  @Test
  void aBodyMustHaveTheLengthItAnnounced() throws IOException {
    try (RawServer server = RawServer.answering(EMPTY, false)) {
      RequestHead head = new RequestHead("POST", "/", headers("Content-Length", "3"));
      try (ClientConnection connection = connect(server.address())) {
        OutputStream out = connection.send(head);
        assertThrows(IOException.class, () -> out.write(new byte[4]));
      }
      try (ClientConnection connection = connect(server.address())) {
        OutputStream out = connection.send(head);
        out.write(new byte[2]);
        assertThrows(IOException.class, out::close);
      }
    }
  }

  @Test
  void fetchReadsUpToItsLimit() throws IOException {
    HttpServer server = echo(ConcurrentHashMap.newKeySet());
    HttpFetch fetch =
        new HttpFetch(client, Optional.empty(), _ -> {}, AMPLE, Duration.ofSeconds(20));
    var uri = java.net.URI.create("http://localhost:" + server.getAddress().getPort() + "/a?b=c");
    byte[] body = "question".getBytes(StandardCharsets.US_ASCII);
    var fetched = fetch.post(uri, "application/ocsp-request", body, 8);
    assertEquals(200, fetched.status());
    assertArrayEquals(body, fetched.body());
    assertThrows(IOException.class, () -> fetch.post(uri, "a/b", body, 7));
    assertEquals(200, fetch.get(uri, 0).status());
    for (String refused :
        List.of("https://localhost/", "ftp://localhost/", "http://u@localhost/", "http://a:0/")) {
      assertThrows(
          IllegalArgumentException.class, () -> fetch.get(java.net.URI.create(refused), 8));
    }
    server.stop(0);
  }

  @Test
  void fetchEndsHoweverSlowlyBytesDrip() throws IOException {
    try (RawServer server =
        new RawServer((_, socket) -> {
          RawServer.write(socket, "HTTP/1.1 200 OK\r\n\r\n");
          while (socket.getInetAddress() != null) {
            RawServer.write(socket, "x");
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
          }
        })) {
      HttpFetch fetch = new HttpFetch(client, Optional.empty(), _ -> {}, AMPLE, Fixtures.SHORT);
      var uri = java.net.URI.create("http://127.0.0.1:" + server.address().getPort() + "/");
      assertThrows(SocketTimeoutException.class, () -> fetch.get(uri, 100_000));
      assertTrue(server.connections() > 0);
    }
  }
}
