// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.transparency.AddCheckpoint;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.Contradiction;
import org.postroad.protocol.transparency.Evidence;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.NoteSignature;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.Unproven;
import org.postroad.protocol.transparency.WitnessAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One witness and what is known of where it stands. Proves each checkpoint from the one that the
 * witness had cosigned before. A witness that knows more of this log than the log itself, or
 * another history, is the sign that the log was cut back, restored or forked: what it cosigned is
 * fetched and kept beside the checkpoint of now.
 *
 * <p>For one thread at a time.
 */
final class AskedWitness {
  private static final Logger LOG = LoggerFactory.getLogger(AskedWitness.class);

  /** The size a witness stands at may change once between asking and proving, hardly more. */
  private static final int MOST_TRIES = 4;

  private final NoteKey key;
  private final WitnessPost post;
  private final PublishedLog log;
  private final Supplier<NoteKey> logKey;
  private final Evidence evidence;
  private final InstantSource clock;
  private long known;

  AskedWitness(
      NoteKey key,
      WitnessPost post,
      PublishedLog log,
      Supplier<NoteKey> logKey,
      Evidence evidence,
      InstantSource clock) {
    this.key = key;
    this.post = post;
    this.log = log;
    this.logKey = logKey;
    this.evidence = evidence;
    this.clock = clock;
  }

  /**
   * Has a checkpoint of this log cosigned.
   *
   * @throws IOException if the witness did not, with what it said
   */
  void cosign(SignedNote note) throws IOException {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    for (int i = 0; i < MOST_TRIES; i++) {
      // From nothing, so that a witness that knows more is not asked to believe in less.
      long from = known <= checkpoint.size() ? known : 0;
      AddCheckpoint request = request(note, from, checkpoint.size());
      switch (post.add(request)) {
        case WitnessAnswer.Cosigned(List<NoteSignature> lines) -> {
          log.cosigned(note, own(note, lines));
          known = checkpoint.size();
          return;
        }
        case WitnessAnswer.Conflict(long size) when size > checkpoint.size() || size == from -> {
          known = size;
          throw contradicted(Contradiction.Kind.SHRUNKEN, request, "it has cosigned " + size);
        }
        case WitnessAnswer.Conflict(long size) -> {
          if (size < known) {
            LOG.warn("Witness {} has forgotten: from {} back to {}", key.name(), known, size);
          }
          known = size;
        }
        case WitnessAnswer.Refused(int status, String reason) when status == 422 ->
            throw contradicted(Contradiction.Kind.UNPROVEN, request, reason);
        case WitnessAnswer.Refused(int status, String reason) ->
            throw new IOException("answered " + status + ": " + shortened(reason));
      }
    }
    throw new IOException("said another size each time");
  }

  private AddCheckpoint request(SignedNote note, long from, long size) throws IOException {
    SignedNote own =
        new SignedNote(
            note.text(),
            note.verify(List.of(logKey.get())).stream()
                .map(SignedNote.Verified::signature)
                .toList());
    return new AddCheckpoint(from, log.consistency(from, size).path(), own);
  }

  /** The line of the witness's own key; all others are ignored. */
  private NoteSignature own(SignedNote note, List<NoteSignature> lines) throws IOException {
    try {
      return new SignedNote(note.text(), lines).verify(List.of(key)).getFirst().signature();
    } catch (Unproven e) {
      throw new IOException("answered with a signature that is not its own: " + e.getMessage(), e);
    }
  }

  private IOException contradicted(Contradiction.Kind kind, AddCheckpoint request, String said)
      throws IOException {
    Optional<SignedNote> other = latestOfThisLog(request);
    if (other.isEmpty()) {
      return new IOException("does not agree and does not show why: " + shortened(said));
    }
    Checkpoint theirs = Checkpoint.parse(other.get().text());
    Checkpoint ours = request.claimed();
    if (theirs.size() < ours.size() && kind == Contradiction.Kind.SHRUNKEN) {
      return new IOException("says " + said + ", and shows " + theirs.size());
    }
    boolean forked = theirs.size() == ours.size() && !theirs.root().equals(ours.root());
    Contradiction found =
        new Contradiction(
            forked ? Contradiction.Kind.FORKED : kind,
            ours.origin(),
            clock.instant(),
            key.name() + ": " + shortened(said),
            other.get(),
            request);
    evidence.keep(found);
    return new IOException("contradicts this log: " + found);
  }

  /** What the witness shows counts only if this log signed it and the witness cosigned it. */
  private Optional<SignedNote> latestOfThisLog(AddCheckpoint request) throws IOException {
    Optional<SignedNote> shown = post.latest(request.claimed().origin());
    if (shown.isEmpty()) {
      return shown;
    }
    try {
      shown.get().verify(List.of(logKey.get()));
      shown.get().verify(List.of(key));
    } catch (Unproven e) {
      throw new IOException("shows a checkpoint that is not of this log: " + e.getMessage(), e);
    }
    String origin = Checkpoint.parse(shown.get().text()).origin();
    return origin.equals(request.claimed().origin()) ? shown : Optional.empty();
  }

  /** For the log of this server, of which others must not decide how long it becomes. */
  private static String shortened(String said) {
    String line = said.replaceAll("\\p{Cntrl}", " ");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
