// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.function.Supplier;
import org.postroad.securityserver.conf.Configuration;

/** The own instance and those federated with it (E29). */
@Path("xroad-instances")
public final class XroadInstances {
  private final Supplier<Configuration> configuration;

  XroadInstances(Supplier<Configuration> configuration) {
    this.configuration = configuration;
  }

  @GET
  @Needs(Permission.VIEW_XROAD_INSTANCES)
  public List<String> getXroadInstances() {
    return configuration.get().global().instances().stream().sorted().toList();
  }
}
