// SPDX-License-Identifier: MIT
package org.postroad.securityserver.testing;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestTls;

/** A small web server on loopback, with or without TLS, and the room {@code net} to reach it. */
public final class HttpSite implements AutoCloseable {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final String scheme;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final NetThreads netThreads = NetThreads.start(1);
  private final HttpClient client = HttpClient.open(netThreads, HttpLimits.DEFAULT);

  @FunctionalInterface
  private interface Maker {
    HttpServer make() throws IOException;
  }

  public HttpSite() {
    this("http", HttpServer::create);
  }

  private HttpSite(String scheme, Maker maker) {
    this.scheme = scheme;
    try {
      server = maker.make();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.start();
  }

  /** A site with TLS that asks for no client certificate. */
  public static HttpSite secure(TestKey key) {
    return new HttpSite("https", () -> TestTls.server(key, false));
  }

  /** A site with TLS that serves only clients with a certificate, whichever it is. */
  public static HttpSite secureForCertified(TestKey key) {
    return new HttpSite("https", () -> TestTls.server(key, true));
  }

  /** Serves everything at and below a path, until replaced. */
  public HttpSite serve(String path, HttpHandler handler) {
    try {
      server.removeContext(path);
    } catch (IllegalArgumentException absent) {
      // Nothing to replace.
    }
    server.createContext(path, handler);
    return this;
  }

  /** Answers everything at a path with these bytes. */
  public HttpSite answer(String path, int status, byte[] body) {
    return serve(
        path,
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  public URI uri(String target) {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + target);
  }

  public HttpClient client() {
    return client;
  }

  public HttpFetch fetch() {
    return new HttpFetch(client, Optional.empty(), _ -> {}, AMPLE, AMPLE);
  }

  /** An address of this machine where nobody listens. */
  public static URI nobody() {
    try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    netThreads.close();
    server.stop(0);
    threads.close();
  }
}
