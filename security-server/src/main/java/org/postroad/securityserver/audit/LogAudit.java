// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.postroad.securityserver.journal.JournalReader;

/**
 * Judges the log in a directory. What lies beside the journal is read before it, so that a log that
 * goes on meanwhile never seems to lack what it had not written yet.
 */
public final class LogAudit {
  private static final int MOST_OF_ONE_KIND = 200;

  private final AuditOptions options;

  public LogAudit(AuditOptions options) {
    this.options = options;
  }

  /** Refuses only what cannot be read at all; everything else becomes a finding. */
  public AuditReport judge(Path log, AuditProgress progress) throws IOException {
    PublishedLeaves published = new PublishedLeaves(log);
    long publishedLeaves = published.count();
    JournalReader journal = JournalReader.open(log);
    Findings findings = new Findings(MOST_OF_ONE_KIND);
    TreeCheck tree = new TreeCheck(published);
    Checks checks =
        new Checks(
            findings,
            new RecordCheck(options.signatures(), options.trust()),
            new TimestampCheck(options.trust(), findings),
            tree);
    new JournalPass(journal, options, checks).run(progress, publishedLeaves);
    checks.timestamps().end();
    tree.end();
    new TreeVerdict(tree, published, findings).report(publishedLeaves);
    return new AuditReport(
        journal.id().map(Object::toString),
        checks.recordCount(),
        checks.withoutBody(),
        checks.prunedCount(),
        checks.timestampCount(),
        checks.timestamps().waiting(),
        checks.checkpointCount(),
        tree.proven(),
        0,
        0,
        findings.kept(),
        findings.count(),
        notChecked(published, tree));
  }

  private List<String> notChecked(PublishedLeaves published, TreeCheck tree) {
    List<String> notChecked = new ArrayList<>();
    if (!published.exist()) {
      notChecked.add("the tree: no directory " + PublishedLeaves.DIRECTORY);
    }
    tree.brokenAt()
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
