// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postroad.protocol.message.SoapMultipart;

/**
 * A service that takes large bodies and answers with large ones, neither of which it holds. What it
 * received it tells in the header {@code X-Received} (REST) or in the first attachment (SOAP).
 *
 * <p>It can be slow: it then reads nothing before a number of requests have come, so that whoever
 * sends them has to hold them all.
 */
final class BulkService implements AutoCloseable {
  static final String BOUNDARY = "bulk-answer";
  static final long ANSWER_SEED = 77;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private volatile CountDownLatch awaited = new CountDownLatch(0);

  BulkService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(threads);
    server.createContext("/rest/", this::rest);
    server.createContext("/soap", this::soap);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Reads nothing before so many requests have come. */
  void waitFor(int requests) {
    awaited = new CountDownLatch(requests);
  }

  private void arrived() throws IOException {
    CountDownLatch all = awaited;
    all.countDown();
    try {
      all.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** The path ends in the length of the answer. */
  private void rest(HttpExchange exchange) throws IOException {
    try (exchange) {
      arrived();
      String path = exchange.getRequestURI().getPath();
      long answer = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
      BulkBody.Sum received = BulkBody.read(exchange.getRequestBody());
      exchange.getResponseHeaders().set("X-Received", received.toString());
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      exchange.sendResponseHeaders(200, answer == 0 ? -1 : answer);
      new BulkBody(ANSWER_SEED, answer).writeTo(exchange.getResponseBody());
    }
  }

  /** Answers an attachment with one of the same length. */
  private void soap(HttpExchange exchange) throws IOException {
    try (exchange) {
      arrived();
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      SoapMultipart request = SoapMultipart.read(exchange.getRequestBody(), type);
      String envelope = new String(request.message().bytes(), StandardCharsets.UTF_8);
      BulkBody.Sum received;
      try (InputStream attachment = request.next().orElseThrow().body()) {
        received = BulkBody.read(attachment);
      }
      exchange
          .getResponseHeaders()
          .set("Content-Type", "multipart/related; type=\"text/xml\"; boundary=" + BOUNDARY);
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      String answer =
          envelope
              .replace("<p:bulkSoap ", "<p:bulkSoapResponse ")
              .replace("</p:bulkSoap>", "</p:bulkSoapResponse>");
      part(out, "text/xml; charset=UTF-8", answer);
      part(out, "text/plain", received.toString());
      part(out, "application/octet-stream", "");
      new BulkBody(ANSWER_SEED, received.length()).writeTo(out);
      out.write(ascii("\r\n--" + BOUNDARY + "--\r\n"));
    }
  }

  private static void part(OutputStream out, String type, String content) throws IOException {
    out.write(ascii("\r\n--" + BOUNDARY + "\r\nContent-Type: " + type + "\r\n\r\n"));
    out.write(content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
