// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.logtree.CheckpointEntry;

/**
 * Judges checkpoints by themselves: signed by the log, cosigned by witnesses, time-stamped. Whether
 * their roots follow from the records is {@link TreeCheck}'s business. Safe for several threads.
 */
final class CheckpointCheck {
  private static final String PUBLISHED = "checkpoint";
  private static final String KEY = "vkey";

  private final TlogPolicy policy;
  private final Optional<Trust> trust;

  /** The key that the log says is its own, believed where the policy names none. */
  private final Optional<NoteKey> ownKey;

  CheckpointCheck(Path log, TlogPolicy policy, Optional<Trust> trust) throws IOException {
    this.policy = policy;
    this.trust = trust;
    this.ownKey = policy.logs().isEmpty() ? ownKey(log) : Optional.empty();
  }

  private static Optional<NoteKey> ownKey(Path log) throws IOException {
    Path file = log.resolve(PublishedLeaves.DIRECTORY).resolve(KEY);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          NoteKey.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip()));
    } catch (Unproven e) {
      return Optional.empty();
    }
  }

  /** Whether a key was brought along, so that the log cannot name another as its own. */
  boolean knowsTheLog() {
    return !policy.logs().isEmpty();
  }

  /** Judges an entry of the journal. */
  Judged judge(JournalEntry entry) {
    CheckpointEntry checkpoint;
    try {
      checkpoint = CheckpointEntry.read(entry.body());
    } catch (IOException | Unproven e) {
      Finding finding =
          Finding.at(
              entry.position(),
              FindingKind.ENTRY_UNREADABLE,
              new Subject.Entry(entry.frame().number()),
              String.valueOf(e.getMessage()));
      return new Judged.OfCheckpoint(entry, Optional.empty(), List.of(finding));
    }
    List<Finding> findings = new ArrayList<>();
    Optional<Finding.Place> place = Optional.of(Finding.Place.of(entry.position()));
    Claim claim = claim(checkpoint.note(), Claim.Source.JOURNAL, place, findings);
    checkpoint.timestamp().ifPresent(token -> timestamp(claim, token, checkpoint, findings));
    return new Judged.OfCheckpoint(entry, Optional.of(claim), findings);
  }

  private void timestamp(
      Claim claim, byte[] der, CheckpointEntry checkpoint, List<Finding> findings) {
    try {
      TimestampToken token = TimestampToken.parse(der);
      Digest imprint = token.imprintAlgorithm().digest(checkpoint.stamped());
      if (!token.imprint().matches(imprint)) {
        findings.add(
            claim.finding(
                FindingKind.CHECKPOINT_TIMESTAMP,
                "the time-stamp is over something else, not " + imprint));
      } else if (trust.isPresent()) {
        token.verify(imprint, trust.get());
      }
    } catch (Fault e) {
      findings.add(claim.finding(FindingKind.CHECKPOINT_TIMESTAMP, e.text()));
    }
  }

  /** A note as a claim about the tree; what speaks against its signatures is found. */
  Claim claim(
      SignedNote note, Claim.Source source, Optional<Finding.Place> place, List<Finding> findings) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    Claim claim = new Claim(note, checkpoint, source, place, true, false);
    boolean authentic = isSigned(note, claim, findings);
    return new Claim(note, checkpoint, source, place, authentic, isCosigned(note, claim, findings));
  }

  private boolean isSigned(SignedNote note, Claim claim, List<Finding> findings) {
    String origin = claim.checkpoint().origin();
    List<NoteKey> keys =
        ownKey
            .filter(key -> key.name().equals(origin))
            .map(List::of)
            .orElseGet(() -> policy.keysOf(origin));
    try {
      if (ownKey.isPresent() || knowsTheLog()) {
        var _ = note.verify(keys);
      }
      return true;
    } catch (Unproven e) {
      findings.add(claim.finding(FindingKind.CHECKPOINT_SIGNATURE, String.valueOf(e.getMessage())));
      return false;
    }
  }

  private boolean isCosigned(SignedNote note, Claim claim, List<Finding> findings) {
    try {
      return policy.quorum().isMetBy(policy.cosigners(note));
    } catch (Unproven e) {
      findings.add(claim.finding(FindingKind.COSIGNATURE, String.valueOf(e.getMessage())));
      return false;
    }
  }

  /** The newest checkpoint as the log shows it to everybody. */
  static Optional<byte[]> published(Path log) throws IOException {
    Path file = log.resolve(PublishedLeaves.DIRECTORY).resolve(PUBLISHED);
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /** The published checkpoint as a claim; one that cannot be read is found. */
  Optional<Claim> published(byte[] note, List<Finding> findings) {
    String name = PublishedLeaves.DIRECTORY + "/" + PUBLISHED;
    try {
      return Optional.of(
          claim(
              SignedNote.parse(note),
              Claim.Source.PUBLISHED,
              Optional.of(new Finding.Place(name, 0)),
              findings));
    } catch (Unproven e) {
      findings.add(
          Finding.in(
              name,
              FindingKind.CHECKPOINT_CHANGED,
              new Subject.OfFile(name),
              String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** A checkpoint from elsewhere as a claim. */
  Claim kept(AuditOptions.Kept kept, List<Finding> findings) {
    return claim(
        kept.note(), Claim.Source.KEPT, Optional.of(new Finding.Place(kept.name(), 0)), findings);
  }
}
