// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.net.TextResponse;

/**
 * What programs on the same machine may ask of this node: to be taken out of service and back, and
 * how it does (F08, F09).
 *
 * <p>Whoever may run programs on the machine may ask. A browser there shows pages of strangers,
 * though, and these may not: what a page asks for is refused, and so is a name that only leads
 * here.
 */
public final class LocalPort implements HttpHandler {
  private static final String TARGET = "targetState=";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Optional<Maintenance> maintenance;
  private final Diagnostics diagnostics;
  private final Runnable rereadConfiguration;
  private final HttpHandler metrics;

  /**
   * A port that is not open yet.
   *
   * @param maintenance of the health port, nothing where there is none
   * @param rereadConfiguration makes what is stored count now
   * @param metrics answers {@code /metrics}
   */
  public LocalPort(
      Optional<Maintenance> maintenance,
      Diagnostics diagnostics,
      Runnable rereadConfiguration,
      HttpHandler metrics) {
    this.maintenance = maintenance;
    this.diagnostics = diagnostics;
    this.rereadConfiguration = rereadConfiguration;
    this.metrics = metrics;
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    Headers headers = exchange.request().headers();
    if (!exchange.request().method().equals("GET")) {
      TextResponse.plain(405, "Method Not Allowed", "Must use GET request method").send(exchange);
    } else if (headers.has("Origin") || headers.has("Sec-Fetch-Site") || !isLocal(headers)) {
      TextResponse.plain(403, "Forbidden", "Only programs on this machine may ask").send(exchange);
    } else if (exchange.request().target().equals("/metrics")) {
      metrics.handle(exchange);
    } else {
      answer(exchange.request().target()).send(exchange);
    }
  }

  private static boolean isLocal(Headers headers) {
    String host = headers.first("Host").orElse("").replaceFirst(":\\d+$", "");
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
  }

  private TextResponse answer(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    return switch (path) {
      case "/maintenance" -> plain(setMaintenance(query));
      case "/timestampstatus" -> TextResponse.json(diagnostics.timestampStatus());
      case "/addonstatus" -> TextResponse.json(diagnostics.addOnStatus());
      case "/backup-encryption-status" -> TextResponse.json(diagnostics.backupEncryptionStatus());
      case "/message-log-encryption-status" ->
          TextResponse.json(diagnostics.messageLogEncryptionStatus());
      case "/memory-usage" -> TextResponse.json(diagnostics.memoryUsage());
      case "/clearconfcache" -> {
        rereadConfiguration.run();
        yield plain("Configuration cache cleared");
      }
      default -> TextResponse.plain(404, "Not Found", "There is nothing at " + path);
    };
  }

  private String setMaintenance(String query) {
    String state = query.startsWith(TARGET) ? query.substring(TARGET.length()) : "";
    boolean on = state.equalsIgnoreCase("true");
    if (!on && !state.equalsIgnoreCase("false")) {
      return "Invalid parameter 'targetState', request ignored";
    }
    return maintenance
        .map(node -> node.set(on))
        .orElse("No HealthCheckPort found, maintenance mode not set");
  }

  private static TextResponse plain(String line) {
    return TextResponse.plain(200, "OK", line + "\n");
  }
}
