// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

/** Ports for a sandbox that is started as a process of its own. */
public final class FreePorts {
  private FreePorts() {}

  /** The first of ten that are free now. */
  public static int base() {
    return RunningSandbox.freePorts().base();
  }
}
