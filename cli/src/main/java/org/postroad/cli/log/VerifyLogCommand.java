// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.audit.TrustSource;
import org.postroad.cli.output.Printable;
import org.postroad.cli.output.Progress;
import org.postroad.cli.output.TypedTime;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.audit.AuditOptions;
import org.postroad.securityserver.audit.AuditProgress;
import org.postroad.securityserver.audit.AuditReport;
import org.postroad.securityserver.audit.LogAudit;
import org.postroad.securityserver.audit.LoggedTimes;
import org.postroad.securityserver.messagelog.IndexDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code postroad log verify}: whether a log is as it was written. */
@Command(
    name = "verify",
    description = {
      "Reads a log, a copy or one that a server is writing, and says what in it is not",
      "as it was written. Nothing is asked of anybody and nothing is changed.",
      "",
      "Without --policy or --key the log's own key is believed; without --checkpoint",
      "an old or a shortened copy cannot be told from the log. Copy tree and archive",
      "before the journal."
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

  @Option(
      names = "--from",
      paramLabel = "RECORD|TIME",
      converter = RecordOrTime.Converter.class,
      description = {"The first record to look at, or when it was logged:", TypedTime.FORMS + "."})
  private Optional<RecordOrTime> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "RECORD|TIME",
      converter = RecordOrTime.Converter.class,
      description = "The last record to look at, or a time before which it was logged.")
  private Optional<RecordOrTime> to = Optional.empty();

  @Mixin private IndexOptions index = new IndexOptions();

  @Override
  public Integer call() {
    AuditOptions brought = brought();
    Optional<IndexDatabase> shared = index.database(options.command());
    Progress shown = options.output().quiet().progress(options.command());
    try {
      Path log = options.directory();
      AuditProgress progress = percent(shown);
      AuditOptions asked = brought.withRange(range(log));
      AuditReport report =
          new LogAudit(shared.map(asked::withIndex).orElse(asked)).judge(log, progress);
      shown.done();
      LogVerdict verdict = LogVerdict.of(log.toString(), report);
      options.output().answer(options.command(), verdict, verdict::print);
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
              AuditOptions.Range.ALL,
              archives,
              IndexDatabase.EMBEDDED,
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

  /** Times count from the records that were logged then on. */
  private AuditOptions.Range range(Path log) throws IOException {
    LoggedTimes times = LoggedTimes.of(log);
    Optional<Long> first = from.isPresent() ? from.get().first(times) : Optional.of(1L);
    long last = to.isPresent() ? to.get().last(times) : Long.MAX_VALUE;
    if (first.isEmpty() || first.get() < 1 || last < first.get()) {
      throw new ParameterException(options.command(), "No record is between --from and --to");
    }
    return new AuditOptions.Range(first.get(), last);
  }
}
