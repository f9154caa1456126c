// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.postroad.securityserver.ServerPorts;

/**
 * The ports of a sandbox, all above one base.
 *
 * <p>Both security servers use the same ports on addresses of their own, because a global
 * configuration carries addresses without ports.
 */
record SandboxPorts(int base) {

  static final int DEFAULT_BASE = 18000;
  private static final int COUNT = 10;
  private static final int LARGEST_PORT = 65_535;

  SandboxPorts {
    if (base < 1024 || base + COUNT > LARGEST_PORT) {
      throw new IllegalArgumentException(
          "Port base " + base + ", expected 1024 to " + (LARGEST_PORT - COUNT));
    }
  }

  int consumerHttp() {
    return base;
  }

  int consumerHttps() {
    return base + 1;
  }

  int messages() {
    return base + 2;
  }

  int ocsp() {
    return base + 3;
  }

  ServerPorts ofServers() {
    return new ServerPorts(consumerHttp(), consumerHttps(), messages(), ocsp(), transparency());
  }

  int registry() {
    return base + 4;
  }

  int responder() {
    return base + 5;
  }

  int timestamps() {
    return base + 6;
  }

  int population() {
    return base + 7;
  }

  /** Checkpoints and tiles, of both servers. */
  int transparency() {
    return base + 8;
  }

  /** Management requests, from the population agency's server; a port of the registry's host. */
  int managementServices() {
    return base + 8;
  }

  /** Registration of authentication certificates. */
  int registration() {
    return base + 9;
  }

  /** The first port of this base that somebody else listens on, if any. */
  OptionalInt occupied() {
    for (int port = base; port < base + COUNT; port++) {
      for (InetAddress address : addressesOf(port)) {
        if (!isFree(address, port)) {
          return OptionalInt.of(port);
        }
      }
    }
    return OptionalInt.empty();
  }

  /** The next base above this one whose ports are all free. */
  SandboxPorts nextFree() {
    SandboxPorts next = this;
    do {
      next = new SandboxPorts(next.base + 10);
    } while (next.occupied().isPresent());
    return next;
  }

  private List<InetAddress> addressesOf(int port) {
    if (port > ocsp() && port != transparency()) {
      return List.of(Topology.HOST);
    }
    List<InetAddress> addresses = new ArrayList<>();
    if (port == managementServices()) {
      addresses.add(Topology.HOST);
    }
    Topology.AGENCIES.forEach(agency -> addresses.add(agency.address()));
    return addresses;
  }

  private static boolean isFree(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
