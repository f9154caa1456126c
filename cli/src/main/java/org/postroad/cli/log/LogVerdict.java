// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.postroad.cli.output.Printable;
import org.postroad.securityserver.audit.AuditReport;
import org.postroad.securityserver.audit.Finding;

/** The verdict over a log, for a program and for people. */
record LogVerdict(
    String log,
    boolean clean,
    Optional<String> journal,
    long records,
    long withoutBody,
    long pruned,
    long timestamps,
    long waiting,
    long checkpoints,
    long proven,
    long cosigned,
    long archives,
    long indexed,
    long found,
    List<Found> findings,
    List<String> notChecked) {

  /** What a finding is to a program. */
  record Found(
      String kind, String subject, Optional<String> file, Optional<Long> offset, String text) {
    static Found of(Finding finding) {
      return new Found(
          finding.kind().label(),
          finding.subject().toString(),
          finding.place().map(Finding.Place::file),
          finding.place().map(Finding.Place::offset),
          finding.text());
    }
  }

  static LogVerdict of(String log, AuditReport report) {
    return new LogVerdict(
        log,
        report.isClean(),
        report.journal(),
        report.records(),
        report.withoutBody(),
        report.pruned(),
        report.timestamps(),
        report.waiting(),
        report.checkpoints(),
        report.provenSize(),
        report.cosignedSize(),
        report.archives(),
        report.indexed(),
        report.found(),
        report.findings().stream().map(Found::of).toList(),
        report.notChecked());
  }

  void print(PrintWriter out) {
    out.printf(
        "%s: %s%n", Printable.escape(log), clean ? "as it was written" : found() + " findings");
    line(out, "records", records() + without());
    line(out, "time-stamps", timestamps() + ", " + waiting() + " records wait");
    line(
        out,
        "checkpoints",
        "%d, proven up to record %d, cosigned up to record %d"
            .formatted(checkpoints(), proven(), cosigned()));
    line(out, "archives", Long.toString(archives()));
    for (Found one : findings) {
      String where =
          one.file()
              .map(file -> " (" + file + one.offset().map(LogVerdict::at).orElse("") + ")")
              .orElse("");
      line(out, "FAIL", one.kind() + " " + one.subject() + where + ": " + one.text());
    }
    if (found() > findings().size()) {
      line(out, "FAIL", found() - findings().size() + " more of the same kinds");
    }
    notChecked().forEach(text -> line(out, "-", "not checked: " + text));
  }

  private static String at(long offset) {
    return offset == 0 ? "" : " at " + offset;
  }

  private String without() {
    return (withoutBody() == 0 ? "" : ", " + withoutBody() + " without body")
        + (pruned() == 0 ? "" : ", and " + pruned() + " pruned");
  }

  private static void line(PrintWriter out, String label, String text) {
    out.println(
        "  " + label + " ".repeat(Math.max(1, 13 - label.length())) + Printable.escape(text));
  }
}
