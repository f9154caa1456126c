// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

/** Somebody else listens on a port the sandbox needs. */
final class PortsTaken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PortsTaken(SandboxPorts ports, int taken) {
    super(
        "Port "
            + taken
            + " is in use; the sandbox needs "
            + ports.base()
            + " to "
            + ports.population()
            + ". Try --port-base "
            + ports.nextFree().base());
  }
}
