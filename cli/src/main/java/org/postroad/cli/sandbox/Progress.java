// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** One line that says what is going on, on a terminal only. */
final class Progress {

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;

  Progress(PrintWriter err) {
    this.err = err;
    this.terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  void step(String what) {
    if (terminal) {
      err.print(CLEAR_LINE + what + " …");
      err.flush();
    }
  }

  void done() {
    if (terminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
