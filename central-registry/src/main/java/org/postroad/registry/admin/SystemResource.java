// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.administration.Call;
import org.postroad.registry.publication.ClusterStatus;
import org.postroad.registry.publication.SystemStatus;

/** The node that answers, and the registry as a whole (E46, E73). */
@Path("system")
public final class SystemResource {
  private final Registry registry;

  /** What a node is, and whether there are others. */
  record Status(HighAvailability highAvailabilityStatus, Initialization initializationStatus) {}

  /** Whether there are several nodes, and which this is. */
  record HighAvailability(boolean isHaConfigured, String nodeName) {}

  /**
   * All nodes.
   *
   * @param allNodesOk whether each is known to publish
   */
  record Cluster(
      boolean isHaConfigured, String nodeName, List<ClusterNode> nodes, boolean allNodesOk) {}

  /** One of the nodes. */
  record ClusterNode(
      String nodeName,
      Optional<String> nodeAddress,
      Optional<Instant> configurationGenerated,
      ClusterStatus.State status) {}

  /** What was set up. */
  record Initialization(
      String instanceIdentifier, String centralServerAddress, String softwareTokenInitStatus) {}

  /** What runs here. */
  record Version(String info) {}

  /** Where the registry is reached. */
  record ServerAddress(String centralServerAddress) {}

  SystemResource(Registry registry) {
    this.registry = registry;
  }

  @GET
  @Path("status")
  @Needs(Permission.VIEW_VERSION)
  public Status getSystemStatus() {
    return status(registry.system().status());
  }

  static Status status(SystemStatus status) {
    return new Status(
        new HighAvailability(status.isClustered(), status.node()), initialization(status));
  }

  static Initialization initialization(SystemStatus status) {
    return new Initialization(status.instance(), status.address(), "INITIALIZED");
  }

  @GET
  @Path("high-availability-cluster/status")
  @Needs(Permission.VIEW_VERSION)
  public Cluster getHighAvailabilityClusterStatus() {
    ClusterStatus cluster = registry.system().cluster();
    return new Cluster(
        cluster.configured(),
        cluster.node(),
        cluster.nodes().stream().map(SystemResource::view).toList(),
        cluster.isAllOk());
  }

  private static ClusterNode view(ClusterStatus.NodeStatus node) {
    return new ClusterNode(node.name(), node.address(), node.generatedAt(), node.state());
  }

  @GET
  @Path("version")
  @Needs(Permission.VIEW_VERSION)
  public Version getSystemVersion() {
    return new Version("Postroad central registry " + registry.system().version());
  }

  @PUT
  @Path("server-address")
  @Needs(Permission.EDIT_CENTRAL_SERVER_ADDRESS)
  @Audited(AuditEvent.EDIT_CENTRAL_SERVER_ADDRESS)
  public Status updateCentralServerAddress(@Context Call call, ServerAddress address) {
    call.note("address", address.centralServerAddress());
    registry.system().changeAddress(address.centralServerAddress(), call.actor());
    return getSystemStatus();
  }

  @GET
  @Path("parameters")
  @Needs(Permission.VIEW_SYSTEM_SETTINGS)
  public Map<String, String> getSystemParameters() {
    return registry.system().parameters();
  }
}
