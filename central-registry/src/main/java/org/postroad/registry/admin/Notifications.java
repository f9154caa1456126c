// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What keeps the registry from publishing (E47). */
@Path("notifications")
public final class Notifications {
  private final Registry registry;

  /** One thing that is wrong. */
  record AlertInfo(String errorCode, List<String> metadata, Optional<Instant> since) {}

  Notifications(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Path("alerts")
  @Needs(Permission.VIEW_VERSION)
  public List<AlertInfo> getAlerts() {
    return registry.system().alerts().stream()
        .map(alert ->
            new AlertInfo(
                alert.code(),
                alert.since().map(Instant::toString).stream().toList(),
                alert.since()))
        .toList();
  }
}
