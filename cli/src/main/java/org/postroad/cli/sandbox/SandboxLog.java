// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The message log of a server of a running sandbox.
 *
 * @param name {@code tax} or {@code population}
 * @param server the server's directory
 */
public record SandboxLog(String name, int portBase, Path server) {

  /** The logs of all sandboxes of this user that run. */
  public static List<SandboxLog> running() throws IOException {
    return SandboxState.running().stream()
        .flatMap(state -> of(state.portBase(), Path.of(state.home())).stream())
        .toList();
  }

  private static List<SandboxLog> of(int portBase, Path root) {
    SandboxHome home = new SandboxHome(root, false);
    return Topology.AGENCIES.stream()
        .map(agency -> new SandboxLog(agency.subsystemCode(), portBase, home.server(agency)))
        .toList();
  }

  /** With the port base, for when several sandboxes run: {@code tax@18000}. */
  public String fullName() {
    return name + "@" + portBase;
  }

  /** By its name, its name with the port base, or the name of the server's directory. */
  public boolean isCalled(String typed) {
    return typed.equals(name)
        || typed.equals(fullName())
        || typed.equals(String.valueOf(server.getFileName()));
  }
}
