// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Amounts;
import org.postroad.cli.output.Printable;
import org.postroad.securityserver.admin.RecordLine;
import org.postroad.securityserver.admin.RecordReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code postroad log show}: everything about single records. */
@Command(
    name = "show",
    description = {
      "Shows all that the log knows about a record, but not what the message says.",
      "What stands here was read, not verified, but for the proof that it is in the",
      "tree: for all else there is `postroad log verify`."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:no such record, or it cannot be read",
      "2:wrong usage, or no such log",
      "3:a record is not proven to be in the tree that the log has published"
    })
final class ShowCommand implements Callable<Integer> {

  @Mixin private LogOptions options = new LogOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "RECORD",
      description = "Numbers of records, as `postroad log search` shows them.")
  private List<Long> sequences = List.of();

  @Override
  public Integer call() {
    return options.run((log, _) -> {
      List<RecordReport> reports = new ArrayList<>();
      for (long sequence : sequences) {
        reports.add(log.show(sequence));
      }
      Object value = reports.size() == 1 ? reports.getFirst() : reports;
      options.output().answer(options.command(), value, out -> print(reports, out));
      boolean unproven = reports.stream().anyMatch(one -> one.leaf().problem().isPresent());
      return unproven ? LogExit.PROBLEMS : LogExit.DONE;
    });
  }

  private void print(List<RecordReport> reports, PrintWriter out) {
    reports.forEach(report -> print(report, out));
    Optional<RecordReport> pruned =
        reports.stream().filter(report -> report.content().isEmpty()).findFirst();
    if (pruned.isPresent()) {
      options.hint(out, "Prove that it is in the log", "prove " + pruned.get().sequence());
    } else {
      String all = String.join(" ", sequences.stream().map(Object::toString).toList());
      options.hint(out, "Hand it out as evidence", "export " + all);
    }
  }

  private static void print(RecordReport report, PrintWriter out) {
    report
        .content()
        .ifPresentOrElse(content -> print(content, out), () -> printPruned(report, out));
    line(out, "leaf", leaf(report.leaf()));
    line(out, "archive", report.archive().orElse("none that is known here"));
    line(
        out,
        "entry",
        "segment " + report.position().segment() + ", offset " + report.position().offset());
  }

  private static void printPruned(RecordReport report, PrintWriter out) {
    boolean proven = report.leaf().checkpoint().isPresent();
    out.printf(
        "Record %d: pruned on %s%s%n",
        report.sequence(), report.pruned().orElseThrow(), proven ? ", proof still valid" : "");
  }

  private static String leaf(RecordReport.Leaf leaf) {
    return leaf.index()
        + leaf.problem()
            .map(", NOT PROVEN: "::concat)
            .or(() -> leaf.checkpoint().map(size -> ", under the checkpoint of %d".formatted(size)))
            .orElse(", waits for a checkpoint");
  }

  private static void print(RecordReport.Content report, PrintWriter out) {
    RecordLine record = report.record();
    out.printf(
        "Record %d: %s, logged as %s at %s%n",
        record.sequence(),
        record.kind() + record.outcome().map(" that "::concat).orElse(""),
        record.side(),
        record.time());
    line(out, "client", record.client());
    line(out, "service", record.service());
    line(out, "query id", record.queryId());
    line(out, "request id", record.requestId());
    record.userId().ifPresent(user -> line(out, "user", user));
    record.issue().ifPresent(issue -> line(out, "issue", issue));
    line(out, "protocol", record.protocol().equals("1") ? "REST" : "SOAP " + record.protocol());
    line(
        out,
        "signature",
        Amounts.bytes(report.signatureBytes())
            + (report.batchSignature() ? ", signed together with others" : ""));
    line(out, "time-stamp", report.timestamp().map(ShowCommand::timestamp).orElse("waits for one"));
    report.parts().forEach(part -> line(out, "part", part(part)));
    int hidden = report.partCount() - report.parts().size();
    if (hidden > 0) {
      line(out, "", "and " + Amounts.count(hidden, "further part"));
    }
    line(out, "container", report.container());
  }

  private static String timestamp(RecordReport.Timestamp timestamp) {
    return timestamp.time()
        + (timestamp.batch() ? ", over a batch" : "")
        + ", serial number "
        + timestamp.serialNumber();
  }

  private static String part(RecordReport.Part part) {
    return part.name()
        + ", "
        + part.bytes().map(Amounts::bytes).orElse("of unknown length")
        + (part.kept() ? "" : ", only its digest was kept")
        + ", "
        + part.algorithm()
        + " "
        + part.digest();
  }

  private static void line(PrintWriter out, String label, String text) {
    out.println("  %-11s %s".formatted(label, Printable.escape(text)).stripTrailing());
  }
}
