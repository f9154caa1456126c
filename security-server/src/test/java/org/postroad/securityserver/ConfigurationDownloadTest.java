// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.securityserver.conf.Download;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestTls;

/** Configuration fetched from web servers made elsewhere, over HTTP and HTTPS. */
class ConfigurationDownloadTest {
  private static final byte[] BODY = "a signed directory".getBytes(US_ASCII);
  private static final InetSocketAddress ANYWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final TestKey KEY = TestCertificate.subject("CN=localhost").selfSigned();

  /** Serves one thing, with a tag. */
  private static void serve(HttpExchange exchange) throws IOException {
    String tag = "\"1\"";
    exchange.getResponseHeaders().set("ETag", tag);
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      exchange.sendResponseHeaders(200, BODY.length);
      exchange.getResponseBody().write(BODY);
    }
    exchange.close();
  }

  private static URI start(HttpServer server, String scheme) throws IOException {
    server.bind(ANYWHERE, 0);
    server.createContext("/internalconf", ConfigurationDownloadTest::serve);
    server.start();
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + "/internalconf");
  }

  private interface Check {
    void with(Download download) throws IOException;
  }

  private static void check(WebDownload web, Duration patience, Check check) throws IOException {
    try (NetThreads threads = NetThreads.start(1);
        HttpClient client = HttpClient.open(threads, HttpLimits.DEFAULT)) {
      var fetch = new HttpFetch(client, Optional.empty(), _ -> {}, patience, patience);
      check.with(new ConfigurationDownload(fetch, web));
    }
  }

  private static WebDownload web(Duration patience) {
    return new WebDownload(patience, patience);
  }

  private static WebDownload trusting() {
    return new WebDownload(
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Optional.of(TestTls.trusting(KEY.certificate())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void whatHasNotChangedIsNotSentAgain(String scheme) throws IOException {
    HttpServer server = scheme.equals("http") ? HttpServer.create() : TestTls.server(KEY, false);
    URI url = start(server, scheme);
    try {
      check(
          trusting(),
          Duration.ofSeconds(30),
          download -> {
            Download.Response first = download.get(url, 100);
            assertEquals(200, first.status());
            assertArrayEquals(BODY, first.body());
            assertEquals(Optional.of("\"1\""), first.tag());
            Download.Response second = download.getUnless("\"1\"", url, 100);
            assertEquals(304, second.status());
            assertEquals(0, second.body().length);
            assertArrayEquals(BODY, download.getUnless("\"2\"", url, 100).body());
            assertThrows(IOException.class, () -> download.get(url, BODY.length - 1));
          });
    } finally {
      server.stop(0);
    }
  }

  /** Row A26: an authority nobody trusts, or another host's certificate, is no answer. */
  @Test
  void overHttpsTheCertificateAndTheHostCount() throws IOException {
    HttpServer server = TestTls.server(KEY, false);
    URI url = start(server, "https");
    try {
      check(
          web(Duration.ofSeconds(30)),
          Duration.ofSeconds(30),
          download -> assertThrows(IOException.class, () -> download.get(url, 100)));
      URI otherName = URI.create(url.toString().replace("localhost", "127.0.0.1"));
      check(
          trusting(),
          Duration.ofSeconds(30),
          download -> assertThrows(IOException.class, () -> download.get(otherName, 100)));
    } finally {
      server.stop(0);
    }
  }

  /** Row A27: a server that accepts and says nothing does not hold anybody up. */
  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aSilentServerIsGivenUp(String scheme) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create(scheme + "://localhost:" + silent.getLocalPort() + "/internalconf");
      Duration patience = Duration.ofMillis(100);
      check(
          web(patience),
          patience,
          download -> assertThrows(Exception.class, () -> download.get(url, 100)));
    }
  }
}
