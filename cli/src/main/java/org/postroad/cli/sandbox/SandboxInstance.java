// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.ServerPorts;
import org.postroad.securityserver.ServerSettings;

/**
 * The sandbox without its security servers: two are enrolled and set up, and somebody else starts
 * them from their directories.
 */
public final class SandboxInstance implements AutoCloseable {

  /**
   * A server that can be started.
   *
   * @param configuration with which {@code postroad server run} starts it
   * @param pinFile holds the PIN of its software token
   * @param client the one subsystem that is its client
   */
  public record Server(
      Path configuration,
      ServerDirectory directory,
      Path pinFile,
      InetAddress address,
      ServerPorts ports,
      SubsystemId client) {}

  private final SandboxHome home;
  private final SandboxPorts ports;
  private final Deque<AutoCloseable> parts;

  private SandboxInstance(SandboxHome home, SandboxPorts ports, Deque<AutoCloseable> parts) {
    this.home = home;
    this.ports = ports;
    this.parts = parts;
  }

  /**
   * Starts registry and trust services in a temporary directory.
   *
   * @param portBase the first of the ports used, if they are free, otherwise the next ones are
   * @param signingKeys what the servers sign with
   */
  public static SandboxInstance start(int portBase, KeyKind signingKeys, SecureRandom random)
      throws IOException {
    SandboxPorts asked = new SandboxPorts(portBase);
    SandboxPorts ports = asked.occupied().isPresent() ? asked.nextFree() : asked;
    SandboxInstance instance =
        new SandboxInstance(
            SandboxHome.of(java.util.Optional.empty()), ports, new ConcurrentLinkedDeque<>());
    try {
      var _ =
          new SandboxStart(
                  instance.home,
                  ports,
                  signingKeys,
                  ServerSettings.DEFAULT,
                  Clock.systemUTC(),
                  random,
                  instance.parts)
              .services();
      return instance;
    } catch (IOException | RuntimeException e) {
      instance.close();
      throw e;
    }
  }

  /** The server whose client calls. */
  public Server consumer() {
    return server(Topology.TAX);
  }

  /** The server whose client offers services. */
  public Server provider() {
    return server(Topology.POPULATION);
  }

  private Server server(Agency agency) {
    Path root = home.server(agency);
    return new Server(
        ServerYaml.in(root),
        new ServerDirectory(root),
        PinFile.in(root),
        agency.address(),
        ports.ofServers(),
        agency.subsystem());
  }

  @Override
  public void close() {
    Sandbox.closeAll(parts);
    home.close();
  }
}
