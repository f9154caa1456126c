// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

/** The sandbox cannot be started as asked; the text says what to do instead. */
final class SandboxRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SandboxRefused(String text) {
    super(text);
  }

  static SandboxRefused portTaken(SandboxPorts ports, int taken) {
    return new SandboxRefused(
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
