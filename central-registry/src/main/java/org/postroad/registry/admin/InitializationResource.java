// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Whether the registry was set up, which is done before it can be asked (E12). */
@Path("initialization")
public final class InitializationResource {
  private final Registry registry;

  InitializationResource(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Path("status")
  @Needs(Permission.VIEW_VERSION)
  public SystemResource.Initialization getInitializationStatus() {
    return SystemResource.initialization(registry.system().status());
  }
}
