// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import java.io.IOException;
import java.util.Optional;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.net.TextResponse;

/**
 * Tells a load balancer whether to send messages here, whatever path it asks for: 200 without a
 * word, 500 with the reason, 503 while the node is taken out of service or stops (F06).
 *
 * <p>Only {@code /livez} asks something else: whether this process has to be started anew. Nothing
 * outside it makes the answer no, neither a registry nor a database nor a full disk.
 */
public final class HealthPort implements HttpHandler {
  private final Health health;
  private final Maintenance maintenance;
  private final Health life;
  private final Optional<HttpHandler> metrics;

  /**
   * A port that is not open yet.
   *
   * @param health what messages need
   * @param life what this process needs to be of any use
   * @param metrics answers {@code /metrics} where that is told here
   */
  public HealthPort(
      Health health, Maintenance maintenance, Health life, Optional<HttpHandler> metrics) {
    this.health = health;
    this.maintenance = maintenance;
    this.life = life;
    this.metrics = metrics;
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    String target = exchange.request().target();
    if (metrics.isPresent() && target.equals("/metrics")) {
      metrics.get().handle(exchange);
    } else if (target.equals("/livez")) {
      answer(life.problem()).send(exchange);
    } else {
      readiness().send(exchange);
    }
  }

  private TextResponse readiness() {
    if (maintenance.isStopping()) {
      return unavailable("This node is being stopped.");
    }
    return maintenance.isOn()
        ? unavailable("Health check interface is in maintenance mode.")
        : answer(health.problem());
  }

  private static TextResponse unavailable(String reason) {
    return TextResponse.plain(503, "Service Unavailable", reason);
  }

  private static TextResponse answer(Optional<String> problem) {
    return problem
        .map(reason -> TextResponse.plain(500, "Internal Server Error", reason))
        .orElse(TextResponse.EMPTY);
  }
}
