// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

/**
 * What a witness makes of a checkpoint (C2SP tlog-witness, <i>add-checkpoint</i>). Where two signed
 * checkpoints contradict each other, both are kept as evidence.
 */
public sealed interface WitnessDecision {

  /** The HTTP status of the answer. */
  int status();

  /** To be cosigned, once it has become the latest. */
  record Accepted(Checkpoint checkpoint, SignedNote note) implements WitnessDecision {
    @Override
    public int status() {
      return 200;
    }
  }

  /** Nothing is known of this log. */
  record UnknownOrigin(String origin) implements WitnessDecision {
    @Override
    public int status() {
      return 404;
    }
  }

  /** No known key of the log signed it, or a signature that says so is wrong. */
  record BadSignature(String reason) implements WitnessDecision {
    @Override
    public int status() {
      return 403;
    }
  }

  /** The request contradicts itself; what is no request at all does not come this far. */
  record BadRequest(String reason) implements WitnessDecision {
    @Override
    public int status() {
      return 400;
    }
  }

  /** The proof begins elsewhere than with the latest checkpoint; the log is told its size. */
  record Stale(long latestSize) implements WitnessDecision {
    @Override
    public int status() {
      return 409;
    }
  }

  /**
   * The log signed less than it had signed before. Alone that may be an old checkpoint sent late;
   * signed anew it is leaves taken away.
   *
   * @param status 400 where the request says itself that the log was larger, else 409
   */
  record Shrunken(int status, SignedNote latest, SignedNote offered, long latestSize)
      implements WitnessDecision {}

  /**
   * The log signed two roots for one size, which nothing explains.
   *
   * @param status 400 where the request says itself that the log was larger, else 409
   */
  record Forked(int status, SignedNote latest, SignedNote offered, long latestSize)
      implements WitnessDecision {}

  /** The proof does not lead from the latest checkpoint to this one: a wrong proof, or a fork. */
  record Inconsistent(SignedNote latest, SignedNote offered, String reason)
      implements WitnessDecision {
    @Override
    public int status() {
      return 422;
    }
  }

  /** The proof behind the first checkpoint of a log is not the empty one. */
  record BadProof(String reason) implements WitnessDecision {
    @Override
    public int status() {
      return 422;
    }
  }
}
