// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.util.List;
import java.util.Optional;

/**
 * The judgement of a witness as a pure function (C2SP tlog-witness, <i>add-checkpoint</i>). Whoever
 * calls it looks up the log, decides, stores the new latest checkpoint and cosigns, and lets nobody
 * else in between for the same log.
 */
public final class Witness {
  private Witness() {}

  /**
   * What a witness knows of a log.
   *
   * @param keys of which one has to have signed
   * @param latest the checkpoint that was cosigned last
   */
  public record KnownLog(String origin, List<NoteKey> keys, Optional<SignedNote> latest) {
    public KnownLog {
      keys = List.copyOf(keys);
      for (NoteKey key : keys) {
        if (key.type() != NoteKey.Type.NOTE) {
          throw new IllegalArgumentException(key + " is not the key of a log");
        }
      }
    }
  }

  /**
   * Accepts or refuses.
   *
   * @param log what is known of the log with the origin that the request claims
   */
  public static WitnessDecision decide(AddCheckpoint request, Optional<KnownLog> log) {
    Checkpoint offered = request.claimed();
    if (log.isEmpty() || !log.get().origin().equals(offered.origin())) {
      return new WitnessDecision.UnknownOrigin(offered.origin());
    }
    try {
      request.note().verify(log.get().keys());
    } catch (Unproven e) {
      return new WitnessDecision.BadSignature(reason(e));
    }
    return log.get().latest().isPresent()
        ? goOn(request, offered, log.get().latest().get())
        : begin(request, offered);
  }

  private static WitnessDecision begin(AddCheckpoint request, Checkpoint offered) {
    if (request.oldSize() > offered.size()) {
      return tooOld(request, offered);
    }
    if (request.oldSize() > 0) {
      return new WitnessDecision.Stale(0);
    }
    return request.proof().isEmpty()
        ? new WitnessDecision.Accepted(offered, request.note())
        : new WitnessDecision.BadProof("a proof from nothing has no hashes");
  }

  private static WitnessDecision goOn(
      AddCheckpoint request, Checkpoint offered, SignedNote latestNote) {
    Checkpoint latest = Checkpoint.parse(latestNote.text());
    int contradiction = request.oldSize() > offered.size() ? 400 : 409;
    if (offered.size() == latest.size() && !offered.root().equals(latest.root())) {
      return new WitnessDecision.Forked(contradiction, latestNote, request.note(), latest.size());
    }
    if (offered.size() < latest.size()) {
      return new WitnessDecision.Shrunken(contradiction, latestNote, request.note(), latest.size());
    }
    if (request.oldSize() > offered.size()) {
      return tooOld(request, offered);
    }
    if (request.oldSize() != latest.size()) {
      return new WitnessDecision.Stale(latest.size());
    }
    try {
      new ConsistencyProof(latest.size(), offered.size(), request.proof())
          .check(latest.root(), offered.root());
    } catch (Unproven e) {
      return new WitnessDecision.Inconsistent(latestNote, request.note(), reason(e));
    }
    return new WitnessDecision.Accepted(offered, request.note());
  }

  private static WitnessDecision tooOld(AddCheckpoint request, Checkpoint offered) {
    return new WitnessDecision.BadRequest(
        "old size " + request.oldSize() + " of a checkpoint of " + offered.size());
  }

  private static String reason(Unproven unproven) {
    return Optional.ofNullable(unproven.getMessage()).orElse("");
  }
}
