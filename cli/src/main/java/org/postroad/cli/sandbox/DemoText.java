// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Table;

/** What the demo did, for people: ten lines, or every message when asked. */
final class DemoText {

  private static final int ANSWER_WIDTH = 92;

  private final PrintWriter out;

  DemoText(PrintWriter out) {
    this.out = out;
  }

  void print(DemoResult result, boolean verbose) {
    out.printf(
        "A registry, a certification and a time-stamping service and two agencies, each with a"
            + " security server: ready in %s.%n",
        seconds(result.readyMillis()));
    out.println(
        "The tax agency asked the population agency; every message was signed, logged and"
            + " time-stamped on both sides:");
    for (ShownCall call : result.calls()) {
      out.printf("  %-37s %s%n", call.title(), answer(call));
    }
    long verified = result.messages().stream().filter(ShownMessage::verified).count();
    out.printf(
        "%d signed documents fetched from both servers by query id, %d verified offline"
            + " (signer, certificate, OCSP, time-stamp).%n",
        result.messages().size(), verified);
    out.printf("The same with one bit changed is refused: %s%n", result.tampered());
    if (verbose) {
      printMessages(result.messages());
    }
    out.flush();
  }

  private void printMessages(List<ShownMessage> messages) {
    out.println();
    Table table = Table.of("query id", "side", "kind", "signer", "time-stamp", "verified");
    for (ShownMessage message : messages) {
      table.row(
          message.queryId(),
          message.side(),
          message.kind(),
          message.signer(),
          message.timestamp(),
          message.verified() ? "yes" : "NO");
    }
    table.print(out);
  }

  private static String answer(ShownCall call) {
    String text = call.answer().replaceAll("\\s+", " ");
    String shown = text.length() > ANSWER_WIDTH ? text.substring(0, ANSWER_WIDTH - 1) + "…" : text;
    return Printable.escape(shown);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
  }
}
