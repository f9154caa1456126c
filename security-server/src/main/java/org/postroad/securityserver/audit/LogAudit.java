// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.securityserver.journal.JournalKeys;
import org.postroad.securityserver.journal.JournalReader;

/**
 * Judges the log in a directory. What lies beside the journal is read before it, so that a log that
 * goes on meanwhile never seems to lack what it had not written yet.
 */
public final class LogAudit {
  private static final int MOST_OF_ONE_KIND = 200;

  private static final String ARCHIVES = "archive";

  private final AuditOptions options;

  public LogAudit(AuditOptions options) {
    this.options = options;
  }

  /** Refuses only what cannot be read at all; everything else becomes a finding. */
  public AuditReport judge(Path log, AuditProgress progress) throws IOException {
    PublishedLeaves published = new PublishedLeaves(log);
    long publishedLeaves = published.count();
    Optional<byte[]> newest = CheckpointCheck.published(log);
    JournalReader journal = JournalReader.open(log, JournalKeys.beside(log));
    Findings findings = new Findings(MOST_OF_ONE_KIND);
    try (IndexCheck index = IndexCheck.open(options.index(), log, journal.id(), findings)) {
      Checks checks = checks(log, published, index, findings);
      Optional<Claim> shown = claim(checks, newest);
      JournalPass pass = new JournalPass(journal, options, checks);
      pass.run(progress, publishedLeaves);
      end(checks, shown, pass.lastSequence());
      Findings causes = new Findings(MOST_OF_ONE_KIND);
      new TreeVerdict(checks.tree(), published, causes).report(publishedLeaves);
      requireQuorum(checks.tree(), causes);
      return report(journal, checks, causes, notChecked(published, checks));
    }
  }

  private Checks checks(Path log, PublishedLeaves published, IndexCheck index, Findings findings)
      throws IOException {
    return new Checks(
        findings,
        new RecordCheck(options.signatures(), options.trust()),
        new TimestampCheck(options.trust(), findings),
        new CheckpointCheck(log, options.policy(), options.trust()),
        new ArchiveCheck(
            options.archives().orElse(log.resolve(ARCHIVES)),
            options.archives().isPresent(),
            options.signatures()
                ? Optional.of(new ArchivedContainers(log, options.trust()))
                : Optional.empty(),
            findings),
        index,
        new TreeCheck(published));
  }

  /** What the tree is compared with beside the checkpoints of the journal. */
  private Optional<Claim> claim(Checks checks, Optional<byte[]> newest) throws IOException {
    List<Finding> found = new ArrayList<>();
    Optional<Claim> shown = Optional.empty();
    if (newest.isPresent()) {
      shown = checks.checkpoints().published(newest.get(), found);
    }
    if (shown.isPresent()) {
      checks.watch(shown.get());
      checks.tree().claim(shown.get());
    }
    for (AuditOptions.Kept kept : options.kept()) {
      checks.tree().claim(checks.checkpoints().kept(kept, found));
    }
    checks.findings().addAll(found);
    return shown;
  }

  /** There are no more entries. */
  private void end(Checks checks, Optional<Claim> shown, long lastRecord) throws IOException {
    checks.timestamps().end();
    shown.ifPresent(checks::requireSignatures);
    if (options.range().isAll()) {
      checks.archives().end();
      checks.index().end(lastRecord);
    }
    checks.tree().end();
  }

  private static AuditReport report(
      JournalReader journal, Checks checks, Findings causes, List<String> notChecked) {
    return new AuditReport(
        journal.id().map(Object::toString),
        checks.recordCount(),
        checks.withoutBody(),
        checks.prunedCount(),
        checks.timestampCount(),
        checks.timestamps().waiting(),
        checks.checkpointCount(),
        checks.tree().proven(),
        checks.tree().cosigned(),
        checks.archives().count(),
        checks.index().compared(),
        Stream.concat(causes.kept().stream(), checks.findings().kept().stream()).toList(),
        causes.count() + checks.findings().count(),
        notChecked);
  }

  /** A checkpoint may wait for its witnesses, but none of them all is one that nobody asked. */
  private void requireQuorum(TreeCheck tree, Findings findings) {
    if (options.policy().quorum() instanceof TlogPolicy.Quorum.None
        || tree.cosigned() > 0
        || tree.size() == 0) {
      return;
    }
    findings.add(
        Finding.of(
            FindingKind.COSIGNATURE,
            new Subject.OfCheckpoint(tree.proven()),
            "no checkpoint that follows from the records has the quorum of the policy"));
  }

  private List<String> notChecked(PublishedLeaves published, Checks checks) {
    List<String> notChecked = new ArrayList<>();
    if (!published.exist()) {
      notChecked.add("the tree: no directory " + PublishedLeaves.DIRECTORY);
    }
    checks.index().notChecked().ifPresent(why -> notChecked.add("the index: " + why));
    if (checks.archives().elsewhere() > 0) {
      notChecked.add(checks.archives().elsewhere() + " archives: not in the directory");
    }
    if (checks.archives().sealed() > 0) {
      notChecked.add(
          "what is in %d archives: encrypted, or too large".formatted(checks.archives().sealed()));
    }
    if (!options.signatures() && checks.archives().count() > 0) {
      notChecked.add("containers of archives, only that they are those of the journal's entries");
    }
    if (!checks.checkpoints().knowsTheLog()) {
      notChecked.add("whose key signs checkpoints: no policy given, the log's own key believed");
    }
    checks
        .tree()
        .brokenAt()
        .ifPresent(sequence ->
            notChecked.add(
                "the tree from record %d on: neither record nor published leaf is there"
                    .formatted(sequence)));
    if (options.trust().isEmpty()) {
      notChecked.add("who made time-stamps: no configuration given");
    }
    if (!options.signatures()) {
      notChecked.add("signatures of messages, only their digests");
    }
    if (options.kept().isEmpty()) {
      notChecked.add("that the log is not an old or another copy: no checkpoint from elsewhere");
    }
    return notChecked;
  }
}
