// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.postroad.protocol.transport.ProxyVersion;
import org.postroad.securityserver.conf.NodeType;

/** The program and its node (E27). */
@Path("system")
public final class SystemResource {
  /** The version of Java that the program is built for; it runs with any later one. */
  private static final int LEAST_JAVA = 25;

  private final AdministeredServer server;

  /** What runs here. */
  record VersionInfo(
      String info,
      int javaVersion,
      int minJavaVersion,
      int maxJavaVersion,
      boolean usingSupportedJavaVersion,
      String javaVendor,
      String javaRuntimeVersion) {}

  /** What this node is among those of one server (F02). */
  record NodeTypeResponse(Node nodeType) {}

  /** The words for it. */
  enum Node {
    PRIMARY,
    SECONDARY,
    STANDALONE;

    static Node of(NodeType type) {
      return switch (type) {
        case PRIMARY -> PRIMARY;
        case SECONDARY -> SECONDARY;
        case STANDALONE -> STANDALONE;
      };
    }
  }

  /** Where a server says it is reached. */
  record ServerAddress(String address) {}

  SystemResource(AdministeredServer server) {
    this.server = server;
  }

  @GET
  @Path("version")
  @Needs(Permission.VIEW_VERSION)
  public VersionInfo systemVersion() {
    int java = Runtime.version().feature();
    return new VersionInfo(
        "Postroad security server, as X-Road " + ProxyVersion.SPOKEN.text(),
        java,
        LEAST_JAVA,
        Math.max(java, LEAST_JAVA),
        java >= LEAST_JAVA,
        System.getProperty("java.vendor", ""),
        Runtime.version().toString());
  }

  @GET
  @Path("node-type")
  @Needs(Permission.VIEW_NODE_TYPE)
  public NodeTypeResponse getNodeType() {
    return new NodeTypeResponse(Node.of(server.node()));
  }
}
