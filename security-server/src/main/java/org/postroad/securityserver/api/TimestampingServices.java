// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.function.Supplier;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.securityserver.conf.Configuration;

/** The time-stamping services that the instance approves (E27). */
@Path("timestamping-services")
public final class TimestampingServices {
  private final Supplier<Configuration> configuration;

  /** A service by name and address. */
  record Service(String name, String url) {}

  TimestampingServices(Supplier<Configuration> configuration) {
    this.configuration = configuration;
  }

  @GET
  @Needs(Permission.VIEW_TSPS)
  public List<Service> getApprovedTimestampingServices() {
    return approved(configuration.get()).stream()
        .map(service -> new Service(service.name(), service.url()))
        .toList();
  }

  private static List<TimestampingService> approved(Configuration current) {
    return current.global().parameters(current.global().instance()).stream()
        .map(SharedParameters::timestampingServices)
        .flatMap(List::stream)
        .toList();
  }
}
