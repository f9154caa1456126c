// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Amounts;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Table;
import org.postroad.securityserver.admin.ArchiveReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postroad log archive}: archives now what would be archived on schedule. */
@Command(
    name = "archive",
    description = {
      "Archives now what the server would archive on schedule: every record that has",
      "its time-stamp and is in no archive yet. An archive counts once it was read",
      "back. While no server has the log open, this process does it, with that",
      "server's settings but without its transfer command."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:not done, the reason is on standard error",
      "2:wrong usage, or no such log",
      "3:done, and something did not work or records cannot be read"
    })
final class ArchiveCommand implements Callable<Integer> {

  @Mixin private LogOptions options = new LogOptions();

  @Override
  public Integer call() {
    return options.run((log, progress) -> {
      ArchiveReport report = log.archive(progress);
      options.output().answer(options.command(), report, out -> print(report, out));
      return report.unreadable() == 0 && report.failures().isEmpty()
          ? LogExit.DONE
          : LogExit.PROBLEMS;
    });
  }

  private void print(ArchiveReport report, PrintWriter out) {
    if (report.archiveCount() == 0) {
      out.println("Nothing to archive: every record with a time-stamp is in an archive.");
    } else {
      Table table = Table.of("archive", "records", "size");
      report
          .archives()
          .forEach(made -> table.row(made.name(), made.records(), Amounts.bytes(made.bytes())));
      table.print(out);
      out.println();
      out.printf(
          "%s in %s.%n",
          Amounts.count(report.records(), "record"),
          Amounts.count(report.archiveCount(), "archive"));
    }
    if (report.unreadable() > 0) {
      out.println(
          "Problem: "
              + Amounts.count(report.unreadable(), "record")
              + " cannot be read; see which: postroad log verify");
    }
    report.failures().forEach(failure -> out.println("Problem: " + Printable.escape(failure)));
    options.hint(out, "Make room by dropping old content", "prune");
  }
}
