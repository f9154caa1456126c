// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.securityserver.messagelog.IndexDatabase;

/**
 * What an auditor brings along: the more of it, the more is proven.
 *
 * @param policy the keys of logs that are believed, the witnesses and how many of them have to have
 *     cosigned the newest checkpoint
 * @param kept checkpoints from elsewhere, by what they are called
 * @param trust who may make time-stamps and certify members
 * @param signatures whether every signature is verified, not only its digest
 * @param range which records are looked at; what the others were is taken from the tree
 * @param archives where every archive is, nothing where some may have been taken away from {@code
 *     archive} in the directory of the log
 * @param index where the index is
 * @param threads that judge, beside the one that reads
 */
public record AuditOptions(
    TlogPolicy policy,
    List<Kept> kept,
    Optional<Trust> trust,
    boolean signatures,
    Range range,
    Optional<Path> archives,
    IndexDatabase index,
    int threads) {

  /** The whole log and nothing brought along. */
  public static final AuditOptions DEFAULT =
      new AuditOptions(
          TlogPolicy.NOBODY,
          List.of(),
          Optional.empty(),
          false,
          Range.ALL,
          Optional.empty(),
          IndexDatabase.EMBEDDED,
          2);

  /** A checkpoint from elsewhere. */
  public record Kept(String name, SignedNote note) {}

  /** Sequences of records, both included. */
  public record Range(long first, long last) {
    public static final Range ALL = new Range(1, Long.MAX_VALUE);

    public Range {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("records " + first + " to " + last);
      }
    }

    boolean contains(long sequence) {
      return first <= sequence && sequence <= last;
    }

    boolean isAll() {
      return equals(ALL);
    }
  }

  public AuditOptions {
    kept = List.copyOf(kept);
    if (threads < 1) {
      throw new IllegalArgumentException("judging with " + threads + " threads");
    }
  }

  public AuditOptions withPolicy(TlogPolicy known) {
    return new AuditOptions(known, kept, trust, signatures, range, archives, index, threads);
  }

  public AuditOptions withKept(List<Kept> checkpoints) {
    return new AuditOptions(
        policy, checkpoints, trust, signatures, range, archives, index, threads);
  }

  public AuditOptions withTrust(Trust trusted) {
    return new AuditOptions(
        policy, kept, Optional.of(trusted), signatures, range, archives, index, threads);
  }

  public AuditOptions withSignatures() {
    return new AuditOptions(policy, kept, trust, true, range, archives, index, threads);
  }

  public AuditOptions withRange(Range wanted) {
    return new AuditOptions(policy, kept, trust, signatures, wanted, archives, index, threads);
  }

  public AuditOptions withArchives(Path directory) {
    return new AuditOptions(
        policy, kept, trust, signatures, range, Optional.of(directory), index, threads);
  }

  public AuditOptions withIndex(IndexDatabase database) {
    return new AuditOptions(policy, kept, trust, signatures, range, archives, database, threads);
  }
}
