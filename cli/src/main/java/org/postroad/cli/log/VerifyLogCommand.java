// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.audit.TrustSource;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Progress;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.audit.AuditOptions;
import org.postroad.securityserver.audit.AuditProgress;
import org.postroad.securityserver.audit.AuditReport;
import org.postroad.securityserver.audit.Finding;
import org.postroad.securityserver.audit.LogAudit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code postroad log verify}: whether a log is as it was written. */
@Command(
    name = "verify",
    description = {
      "Reads a log, a copy or one that a server is writing, and says what in it is not as it was",
      "written. Nothing is asked of anybody and nothing is changed.",
      "",
      "Without --policy or --key the log's own key is believed; without --checkpoint an old or a",
      "shortened copy cannot be told from the log. Copy tree and archive before the journal."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing was found",
      "1:the log cannot be read",
      "2:wrong usage, or no such log",
      "3:something was found"
    })
final class VerifyLogCommand implements Callable<Integer> {

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

  /** The verdict over a log, for a program. */
  record Verdict(
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
    static Verdict of(String log, AuditReport report) {
      return new Verdict(
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
  }

  @Mixin private LogOptions options = new LogOptions();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Whom to believe: keys of logs and witnesses, and how many have to agree.")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "VKEY",
      description = "The verifier key of the log, in place of a policy.")
  private Optional<String> key = Optional.empty();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A checkpoint that was kept, or had from a witness; may be repeated.")
  private List<Path> checkpoints = List.of();

  @Option(
      names = "--conf",
      paramLabel = "DIR|ZIP|URL",
      description = "The configuration that says who may make time-stamps and certify members.")
  private Optional<String> configuration = Optional.empty();

  @Option(
      names = "--signatures",
      description = "Verifies every signature too, not only its digest. Takes its time.")
  private boolean signatures;

  @Option(
      names = "--archives",
      paramLabel = "DIR",
      description = "Where every archive has to be; otherwise only those in the log are looked at.")
  private Optional<Path> archives = Optional.empty();

  @Option(names = "--from", paramLabel = "RECORD", description = "The first record to look at.")
  private Optional<Long> from = Optional.empty();

  @Option(names = "--to", paramLabel = "RECORD", description = "The last record to look at.")
  private Optional<Long> to = Optional.empty();

  @Override
  public Integer call() {
    AuditOptions brought = brought();
    Progress shown = Progress.of(options.command().getErr());
    try {
      Path log = options.directory();
      AuditProgress progress = options.quiet() ? AuditProgress.NONE : percent(shown);
      AuditReport report = new LogAudit(brought).judge(log, progress);
      shown.done();
      Verdict verdict = Verdict.of(log.toString(), report);
      options.output().answer(options.command(), verdict, out -> print(verdict, out));
      return report.isClean() ? LogExit.DONE : LogExit.PROBLEMS;
    } catch (IOException e) {
      shown.done();
      throw new LogFailed(Optional.ofNullable(e.getMessage()).orElseGet(e::toString), e);
    }
  }

  private static AuditProgress percent(Progress shown) {
    return (read, all) -> shown.step("judging, " + 100 * read / Math.max(1, all) + " %");
  }

  private AuditOptions brought() {
    try {
      AuditOptions brought =
          new AuditOptions(
              policy(),
              kept(),
              Optional.empty(),
              signatures,
              range(),
              archives,
              Runtime.getRuntime().availableProcessors());
      return configuration.isPresent()
          ? brought.withTrust(TrustSource.load(configuration.get()).trust())
          : brought;
    } catch (IOException | Fault | Unproven | IllegalArgumentException e) {
      throw wrong(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw wrong(e);
    }
  }

  private ParameterException wrong(Exception e) {
    return new ParameterException(options.command(), Printable.escape(String.valueOf(e)), e);
  }

  private TlogPolicy policy() throws IOException {
    if (policy.isPresent() && key.isPresent()) {
      throw new IllegalArgumentException("--key or --policy, not both");
    }
    if (policy.isPresent()) {
      return TlogPolicy.parse(Files.readAllBytes(policy.get()));
    }
    List<TlogPolicy.Log> logs =
        key.map(vkey -> new TlogPolicy.Log(NoteKey.parse(vkey), Optional.empty())).stream()
            .toList();
    return new TlogPolicy(logs, List.of(), new TlogPolicy.Quorum.None());
  }

  private List<AuditOptions.Kept> kept() throws IOException {
    List<AuditOptions.Kept> kept = new ArrayList<>();
    for (Path file : checkpoints) {
      kept.add(new AuditOptions.Kept(file.toString(), SignedNote.parse(Files.readAllBytes(file))));
    }
    return kept;
  }

  private AuditOptions.Range range() {
    return new AuditOptions.Range(from.orElse(1L), to.orElse(Long.MAX_VALUE));
  }

  private static void print(Verdict verdict, PrintWriter out) {
    out.printf(
        "%s: %s%n",
        Printable.escape(verdict.log()),
        verdict.clean() ? "as it was written" : verdict.found() + " findings");
    line(out, "records", verdict.records() + without(verdict));
    line(out, "time-stamps", verdict.timestamps() + ", " + verdict.waiting() + " records wait");
    line(
        out,
        "checkpoints",
        "%d, proven up to record %d, cosigned up to record %d"
            .formatted(verdict.checkpoints(), verdict.proven(), verdict.cosigned()));
    line(out, "archives", Long.toString(verdict.archives()));
    for (Found found : verdict.findings()) {
      String where =
          found
              .file()
              .map(file -> " (" + file + found.offset().map(VerifyLogCommand::at).orElse("") + ")")
              .orElse("");
      line(out, "FAIL", found.kind() + " " + found.subject() + where + ": " + found.text());
    }
    if (verdict.found() > verdict.findings().size()) {
      line(out, "FAIL", verdict.found() - verdict.findings().size() + " more of the same kinds");
    }
    verdict.notChecked().forEach(text -> line(out, "-", "not checked: " + text));
  }

  private static String at(long offset) {
    return offset == 0 ? "" : " at " + offset;
  }

  private static String without(Verdict verdict) {
    return (verdict.withoutBody() == 0 ? "" : ", " + verdict.withoutBody() + " without body")
        + (verdict.pruned() == 0 ? "" : ", and " + verdict.pruned() + " pruned");
  }

  private static void line(PrintWriter out, String label, String text) {
    out.println(
        "  " + label + " ".repeat(Math.max(1, 13 - label.length())) + Printable.escape(text));
  }
}
