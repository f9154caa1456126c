// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Amounts;
import org.postroad.cli.output.Printable;
import org.postroad.securityserver.admin.StatusReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postroad log status}: how a log is. */
@Command(
    name = "status",
    description = "Shows how the log is: its size, what waits, what somebody should look after.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all is well",
      "1:the log cannot be read",
      "2:wrong usage, or no such log",
      "3:somebody should look after something"
    })
final class StatusCommand implements Callable<Integer> {

  @Mixin private LogOptions options = new LogOptions();

  @Override
  public Integer call() {
    return options.run((log, _) -> {
      StatusReport status = log.status();
      options.output().answer(options.command(), status, out -> print(status, out));
      return status.problems().isEmpty() ? LogExit.DONE : LogExit.PROBLEMS;
    });
  }

  private void print(StatusReport status, PrintWriter out) {
    out.println(Printable.escape(status.directory()));
    line(out, "server", status.running() ? "has it open" : "none answers; read from the files");
    line(out, "records", String.format(Locale.ROOT, "%,d", status.journal().lastSequence()));
    line(
        out,
        "journal",
        Amounts.count(status.journal().segments(), "segment")
            + ", "
            + Amounts.bytes(status.journal().bytes()));
    status.index().ifPresent(index -> line(out, "index", index(index)));
    line(out, "time-stamps", timestamps(status.timestamps()));
    line(out, "disk", disk(status.disk()));
    status.journal().damages().forEach(damage -> line(out, "damage", damage));
    for (StatusReport.Problem problem : status.problems()) {
      out.println();
      out.println("Problem: " + Printable.escape(problem.text()));
      out.println("  " + Printable.escape(problem.advice()));
    }
    options.hint(out, "See the newest records", "search");
  }

  private static String index(StatusReport.Index index) {
    if (index.opening()) {
      return "opening (" + index.database() + ")";
    }
    return index.lag() == 0
        ? "up to date (" + index.database() + ")"
        : Amounts.count(index.lag(), "record") + " behind (" + index.database() + ")";
  }

  private static String timestamps(StatusReport.Timestamps timestamps) {
    String waiting =
        timestamps
            .waiting()
            .map(count ->
                count == 0
                    ? "no record waits"
                    : Amounts.count(count, "record") + (count == 1 ? " waits" : " wait"))
            .orElse("how many records wait is not known");
    return timestamps
        .failingSince()
        .map(since -> waiting + ", none to be had since " + since)
        .orElse(waiting);
  }

  private static String disk(StatusReport.Disk disk) {
    String free = Amounts.bytes(disk.freeBytes()) + " free";
    return disk.reserveBytes()
        .map(reserve -> free + ", messages are refused below " + Amounts.bytes(reserve))
        .orElse(free);
  }

  private static void line(PrintWriter out, String label, String text) {
    out.printf("  %-12s %s%n", label, Printable.escape(text));
  }
}
