// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.time.Clock;

/** What the commands have to do with: somebody who is asked, the time, programs. */
record Outside(Person person, Clock clock, Opening opening) {

  /** Opens the program that options name. */
  @FunctionalInterface
  interface Opening {
    Api open(AccessOptions options) throws IOException;
  }

  static Outside real() {
    return new Outside(Person.atTerminal(), Clock.systemUTC(), AccessOptions::open);
  }
}
