// SPDX-License-Identifier: MIT

package org.postroad.cli.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between servers and the port of a registry: tells what was asked, and may go on answering
 * what it was answered once, as a mirror would that somebody set back.
 */
final class RegistryRelay implements AutoCloseable {
  private record Answer(int status, Optional<String> tag, byte[] body) {}

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<URI> registry = new AtomicReference<>(URI.create("http://nowhere"));
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final AtomicReference<Map<String, Answer>> past = new AtomicReference<>(Map.of());

  RegistryRelay() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What the registry says its address is. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void forwardTo(InetSocketAddress port) {
    registry.set(URI.create("http://127.0.0.1:" + port.getPort()));
  }

  /** What has been asked since this was asked last, and what the answers were. */
  List<String> asked() {
    var all = new ArrayList<String>();
    for (var next = asked.poll(); next != null; next = asked.poll()) {
      all.add(next);
    }
    return all;
  }

  /** All that was answered until now, to be answered again some time. */
  Runnable remember() {
    Map<String, Answer> then = Map.copyOf(answers);
    return () -> past.set(then);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      Optional<String> condition =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match"));
      Optional<Answer> old = Optional.ofNullable(past.get().get(path));
      Answer answer = old.isPresent() ? old.get() : forward(path, condition);
      asked.add(path + (condition.isPresent() ? " unless changed: " : ": ") + answer.status());
      answer.tag().ifPresent(tag -> exchange.getResponseHeaders().set("ETag", tag));
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer forward(String path, Optional<String> condition) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(registry.get().resolve(path));
    condition.ifPresent(tag -> request.header("If-None-Match", tag));
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      var answer =
          new Answer(response.statusCode(), response.headers().firstValue("ETag"), response.body());
      if (answer.status() == 200) {
        answers.put(path, answer);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
