// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The child's end of the conversation with {@link Child}: says that it is ready, answers every line
 * with a {@link Sample}, and ends when the parent hangs up.
 */
final class ChildConsole {

  static final String READY = "ready ";

  private ChildConsole() {}

  /**
   * Says where it can be reached, then answers.
   *
   * @param port that it listens on
   * @param signing how often keys were used so far
   */
  static void serve(int port, Supplier<Sample.Signing> signing, InputStream in, PrintWriter out)
      throws IOException {
    out.println(READY + port);
    out.flush();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    while (lines.readLine() != null) {
      out.println(Sample.taken(signing.get()).toLine());
      out.flush();
    }
  }
}
