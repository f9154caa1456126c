// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.util.List;
import java.util.Optional;

/**
 * What became of judging a log.
 *
 * @param journal the id of its journal
 * @param records that were looked at whole
 * @param withoutBody of those, records whose message was logged without its body
 * @param pruned records of which only the leaf is left
 * @param timestamps tokens that were looked at
 * @param waiting records looked at that have no time-stamp yet
 * @param checkpoints in the journal
 * @param provenSize records covered by the largest checkpoint that follows from them
 * @param cosignedSize records covered by the largest of them that enough witnesses cosigned
 * @param archives in the journal
 * @param indexed rows of the index that were compared
 * @param findings what is not as it should be, at most some of each kind
 * @param found how many findings there were
 * @param notChecked what could not be judged, and what it would need
 */
public record AuditReport(
    Optional<String> journal,
    long records,
    long withoutBody,
    long pruned,
    long timestamps,
    long waiting,
    long checkpoints,
    long provenSize,
    long cosignedSize,
    long archives,
    long indexed,
    List<Finding> findings,
    long found,
    List<String> notChecked) {

  public AuditReport {
    findings = List.copyOf(findings);
    notChecked = List.copyOf(notChecked);
  }

  /** Whether nothing was found. */
  public boolean isClean() {
    return found == 0;
  }
}
