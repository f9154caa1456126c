// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
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

  private final Clock clock = Clock.systemUTC();

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
    line(out, "tree", tree(status));
    status.witnesses().forEach(witness -> line(out, "witness", witness(witness)));
    status.evidence().forEach(evidence -> line(out, "evidence", evidence(evidence)));
    line(out, "archives", archives(status.archives()));
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
            .map(StatusCommand::waiting)
            .orElse("how many records wait is not known");
    String every =
        timestamps
            .everySeconds()
            .filter(seconds -> seconds > 0)
            .map(seconds -> ", every " + Amounts.time(Duration.ofSeconds(seconds)))
            .orElse("");
    return waiting
        + every
        + timestamps.failingSince().map(since -> ", none to be had since " + since).orElse("");
  }

  private String tree(StatusReport status) {
    StatusReport.Tree tree = status.tree();
    if (tree.opening()) {
      return "opening";
    }
    String leaves = tree.leaves().map(size -> Amounts.count(size, "record") + ", ").orElse("");
    return leaves
        + tree.checkpoint()
            .map(checkpoint -> checkpoint(checkpoint, status.journal().lastSequence()))
            .orElse("no checkpoint yet");
  }

  private String checkpoint(StatusReport.Checkpoint checkpoint, long records) {
    long uncovered = records - checkpoint.size();
    return "checkpoint of %,d%s, %s, written %s ago"
        .formatted(
            checkpoint.size(),
            uncovered > 0 ? " (%s not covered)".formatted(Amounts.count(uncovered, "record")) : "",
            checkpoint.cosignatures() == 0
                ? "not cosigned"
                : Amounts.count(checkpoint.cosignatures(), "cosignature"),
            Amounts.time(Duration.between(checkpoint.written(), clock.instant())));
  }

  private static String witness(StatusReport.Witness witness) {
    String cosigned =
        witness.cosignedSize() == 0
            ? witness.name() + ", nothing cosigned since the start"
            : "%s, cosigned %,d".formatted(witness.name(), witness.cosignedSize());
    return witness
        .failingSince()
        .map(since -> cosigned + ", failing since " + since + ": " + witness.problem())
        .orElse(cosigned);
  }

  private static String evidence(StatusReport.Evidence evidence) {
    return "%s, %s: %s"
        .formatted(
            evidence.kind(),
            evidence.ofThisLog() ? "this log" : "the log of another server",
            evidence.file());
  }

  private static String archives(StatusReport.Archives archives) {
    String made =
        archives
            .last()
            .map(last ->
                "%s with %s, last %s"
                    .formatted(
                        Amounts.count(archives.count(), "archive"),
                        Amounts.count(archives.records(), "record"),
                        last))
            .orElse("none");
    return made
        + archives.waiting().map(count -> ", " + waiting(count)).orElse("")
        + archives.next().map(next -> ", next run " + next).orElse("");
  }

  private static String waiting(long records) {
    return records == 0
        ? "no record waits"
        : Amounts.count(records, "record") + (records == 1 ? " waits" : " wait");
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
