// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells programs on the same machine how fetching the global configuration goes: {@code GET
 * /status} answers with JSON, {@code GET /execute} fetches now (A115).
 */
public final class DiagnosticsPort implements HttpHandler {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final GlobalConfigurationClient client;

  public DiagnosticsPort(GlobalConfigurationClient client) {
    this.client = client;
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    if (!exchange.request().method().equals("GET")) {
      answer(exchange, 405, "Method Not Allowed", "text/plain", "Must use GET request method");
      return;
    }
    switch (exchange.request().target()) {
      case "/status" -> answer(exchange, 200, "OK", "application/json", status(client.status()));
      case "/execute" -> execute(exchange);
      default -> answer(exchange, 404, "Not Found", "text/plain", "Expected /status or /execute");
    }
  }

  private void execute(ServerExchange exchange) throws IOException {
    try {
      client.refresh();
    } catch (Fault failure) {
      answer(exchange, 500, "Internal Server Error", "text/plain", failure.text());
      return;
    }
    answer(exchange, 200, "OK", "text/plain", "Global configuration is up to date");
  }

  static String status(GlobalConfigurationClient.Status status) {
    ObjectNode json = JSON.createObjectNode();
    json.put("status", word(status));
    put(json, "prevUpdate", status.triedAt().map(Instant::toString));
    put(json, "nextUpdate", status.nextAt().map(Instant::toString));
    put(json, "errorCode", status.errorCode());
    put(json, "lastSuccessfulUpdate", status.refreshedAt().map(Instant::toString));
    put(json, "lastSuccessfulUrl", status.location().map(String::valueOf));
    ObjectNode failures = json.putObject("failures");
    status.failures().forEach(failures::put);
    return JSON.writeValueAsString(json);
  }

  private static String word(GlobalConfigurationClient.Status status) {
    if (status.triedAt().isEmpty()) {
      return "UNINITIALIZED";
    }
    return status.errorCode().isPresent() ? "ERROR" : "OK";
  }

  private static void put(ObjectNode json, String name, Optional<String> value) {
    value.ifPresentOrElse(text -> json.put(name, text), () -> json.putNull(name));
  }

  private static void answer(
      ServerExchange exchange, int status, String reason, String type, String text)
      throws IOException {
    exchange.respond(
        new ResponseHead(status, reason, Headers.of("Content-Type", type + "; charset=UTF-8")),
        text.getBytes(StandardCharsets.UTF_8));
  }
}
