// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.conf.Configuration;

/** The security servers of all instances that are known (E29). */
@Path("security-servers")
public final class SecurityServers {
  private final Supplier<Configuration> configuration;

  /** A server by its parts and as a whole. */
  record Server(
      String id,
      String instanceId,
      String memberClass,
      String memberCode,
      String serverCode,
      Optional<String> serverAddress) {

    static Server of(SecurityServerId id, Optional<String> address) {
      return new Server(
          Encoded.of(id),
          id.owner().instance(),
          id.owner().memberClass(),
          id.owner().memberCode(),
          id.serverCode(),
          address);
    }
  }

  SecurityServers(Supplier<Configuration> configuration) {
    this.configuration = configuration;
  }

  @GET
  @Needs(Permission.VIEW_SECURITY_SERVERS)
  public List<Server> getSecurityServers(@QueryParam("current_server") boolean here) {
    Configuration current = configuration.get();
    GlobalConfiguration global = current.global();
    SecurityServerId own = current.server().id();
    return here
        ? List.of(Server.of(own, global.addressOf(own)))
        : global.instances().stream()
            .sorted()
            .flatMap(instance -> global.parameters(instance).stream())
            .map(SharedParameters::servers)
            .flatMap(List::stream)
            .map(server -> Server.of(server.id(), server.address()))
            .toList();
  }

  @GET
  @Path("{id}")
  @Needs(Permission.VIEW_SECURITY_SERVERS)
  public Server getSecurityServer(@PathParam("id") String id) {
    return configuration
        .get()
        .global()
        .server(Encoded.server("id", id))
        .map(server -> Server.of(server.id(), server.address()))
        .orElseThrow(() -> Refusal.notFound("security_server_not_found", id));
  }
}
