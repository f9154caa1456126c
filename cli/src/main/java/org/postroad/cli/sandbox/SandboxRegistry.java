// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.ManagementOptions;
import org.postroad.registry.PortIdentity;
import org.postroad.registry.PublicPorts;
import org.postroad.registry.RegistryManagement;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.securityserver.ServerDirectory;

/** The registry of a sandbox and, once the servers are there, its management ports. */
final class SandboxRegistry {
  /** All requests of a sandbox come from one address. */
  private static final int REQUESTS_PER_MINUTE = 1000;

  private final SandboxHome home;
  private final SandboxPorts ports;
  private final Clock clock;
  private final Consumer<AutoCloseable> parts;
  private final CentralRegistry registry;
  private final PortIdentity identity;

  private SandboxRegistry(
      SandboxHome home,
      SandboxPorts ports,
      Clock clock,
      Consumer<AutoCloseable> parts,
      CentralRegistry registry,
      PortIdentity identity) {
    this.home = home;
    this.ports = ports;
    this.clock = clock;
    this.parts = parts;
    this.registry = registry;
    this.identity = identity;
  }

  /**
   * Opens the registry.
   *
   * @param parts is given what is to be closed, the last first
   */
  static SandboxRegistry open(
      SandboxHome home,
      SandboxPorts ports,
      Clock clock,
      SecureRandom random,
      Consumer<AutoCloseable> parts)
      throws IOException {
    char[] pin = PinFile.of(home.registry(), random);
    List<String> hosts = List.of(Topology.HOST.getHostAddress());
    PortIdentity identity =
        PortIdentity.open(home.registry(), PortIdentity.Use.MANAGEMENT, pin, hosts, clock, random);
    parts.accept(identity);
    RegistryOptions options =
        RegistryOptions.of(
                Topology.INSTANCE,
                home.registry(),
                new InetSocketAddress(Topology.HOST, ports.registry()),
                pin)
            .withPolicy(RegistryOptions.Policy.DEFAULTS.withCertificate(identity.certificate()))
            .withRole(
                new RegistryOptions.Role(
                    RegistryNode.FIRST,
                    true,
                    new PublicPorts(ports.registration(), ports.managementServices())));
    CentralRegistry registry = CentralRegistry.open(options, clock, random);
    parts.accept(registry);
    return new SandboxRegistry(home, ports, clock, parts, registry, identity);
  }

  CentralRegistry registry() {
    return registry;
  }

  /** Opens both management ports; only the population agency's server is let in at the second. */
  void openManagement() throws IOException {
    var server = new ServerDirectory(home.server(Topology.POPULATION));
    X509Certificate caller =
        Certificates.parse(Files.readAllBytes(server.internalTlsCertificate()));
    ManagementOptions options =
        ManagementOptions.of(
                new InetSocketAddress(Topology.HOST, ports.registration()),
                new InetSocketAddress(Topology.HOST, ports.managementServices()))
            .withCallers(Set.of(caller))
            .withLimits(PortLimits.DEFAULTS.withRequestsPerMinute(REQUESTS_PER_MINUTE));
    parts.accept(RegistryManagement.open(registry, home.registry(), options, identity, clock));
  }
}
