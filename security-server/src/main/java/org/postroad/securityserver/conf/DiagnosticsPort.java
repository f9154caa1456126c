// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.net.TextResponse;
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
      TextResponse.plain(405, "Method Not Allowed", "Must use GET request method").send(exchange);
      return;
    }
    switch (exchange.request().target()) {
      case "/status" -> TextResponse.json(status(client.status())).send(exchange);
      case "/execute" -> execute().send(exchange);
      default ->
          TextResponse.plain(404, "Not Found", "Expected /status or /execute").send(exchange);
    }
  }

  private TextResponse execute() {
    try {
      client.refresh();
    } catch (Fault failure) {
      return TextResponse.plain(500, "Internal Server Error", failure.text());
    }
    return TextResponse.plain(200, "OK", "Global configuration is up to date");
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
}
