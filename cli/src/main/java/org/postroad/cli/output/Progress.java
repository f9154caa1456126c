// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * One line on standard error that says what is going on, while a person looks there. The virtual
 * machine cannot tell; the launcher can, and says so in {@code POSTROAD_TERMINAL}.
 */
public final class Progress {

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;

  Progress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  static Progress of(PrintWriter err) {
    return new Progress(err, Boolean.parseBoolean(System.getenv("POSTROAD_TERMINAL")));
  }

  /** Says nothing. */
  public static Progress none() {
    return new Progress(new PrintWriter(Writer.nullWriter()), false);
  }

  /** Replaces the line. */
  public void step(String what) {
    if (terminal) {
      err.print(CLEAR_LINE + what + " …");
      err.flush();
    }
  }

  /** Leaves no trace of the line. */
  public void done() {
    if (terminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
