// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.util.concurrent.ThreadLocalRandom;

/** Ports and addresses for what is started as a process of its own. */
public final class FreePorts {
  private FreePorts() {}

  /** The beginning of addresses of this machine that nobody else uses now. */
  public static String network() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "127." + random.nextInt(2, 250) + "." + random.nextInt(2, 250);
  }

  /** The first of ten that are free now. */
  public static int base() {
    return RunningSandbox.freePorts().base();
  }
}
