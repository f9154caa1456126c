// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import java.io.IOException;
import java.util.Optional;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.net.TextResponse;

/**
 * Tells a load balancer whether to send messages here, whatever path it asks for: 200 without a
 * word, 500 with the reason, 503 while the node is taken out of service (F06).
 */
public final class HealthPort implements HttpHandler {
  private final Health health;
  private final Maintenance maintenance;
  private final Optional<HttpHandler> metrics;

  /**
   * A port that is not open yet.
   *
   * @param metrics answers {@code /metrics} where that is told here
   */
  public HealthPort(Health health, Maintenance maintenance, Optional<HttpHandler> metrics) {
    this.health = health;
    this.maintenance = maintenance;
    this.metrics = metrics;
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    if (metrics.isPresent() && exchange.request().target().equals("/metrics")) {
      metrics.get().handle(exchange);
      return;
    }
    if (maintenance.isOn()) {
      TextResponse.plain(
              503, "Service Unavailable", "Health check interface is in maintenance mode.")
          .send(exchange);
      return;
    }
    Optional<String> problem = health.problem();
    if (problem.isPresent()) {
      TextResponse.plain(500, "Internal Server Error", problem.get()).send(exchange);
    } else {
      TextResponse.EMPTY.send(exchange);
    }
  }
}
