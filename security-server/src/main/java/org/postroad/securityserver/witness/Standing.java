// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was offered to one witness and what came of it. Its owner's lock is held for every call. */
final class Standing {
  private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

  private final NoteKey key;
  private final AskedWitness asked;
  private boolean busy;
  private int failures;
  private long notBefore;
  private String done = "";
  private WitnessStatus status;

  Standing(NoteKey key, String url, AskedWitness asked) {
    this.key = key;
    this.asked = asked;
    this.status = new WitnessStatus(key.name(), url, 0, Optional.empty(), Optional.empty(), "");
  }

  AskedWitness asked() {
    return asked;
  }

  WitnessStatus status() {
    return status;
  }

  boolean isBusy() {
    return busy;
  }

  /**
   * Whether an offer of this checkpoint is due, which then counts as under way. The first one after
   * a start is offered even if it was cosigned before: the log may be an old copy put back.
   */
  boolean begins(SignedNote newest, long nanoTime) {
    if (busy || newest.text().equals(done) || untilRetry(nanoTime) > 0) {
      return false;
    }
    busy = true;
    return true;
  }

  /** For how many nanoseconds this witness is still left alone after a failure. */
  long untilRetry(long nanoTime) {
    return failures == 0 ? 0 : Math.max(0, notBefore - nanoTime);
  }

  void succeeded(SignedNote note, Instant now) {
    if (failures > 0) {
      LOG.info("Witness {} cosigns again", key.name());
    }
    busy = false;
    failures = 0;
    done = note.text();
    long size = Checkpoint.parse(note.text()).size();
    status =
        new WitnessStatus(key.name(), status.url(), size, Optional.of(now), Optional.empty(), "");
  }

  /** A witness that restarts is no news, nor is the same problem again. */
  void failed(String problem, WitnessSettings settings, long nanoTime, Instant now) {
    if (failures == 1 || (failures > 1 && !problem.equals(status.problem()))) {
      LOG.warn("Witness {} at {} did not cosign: {}", key.name(), status.url(), problem);
    }
    busy = false;
    failures++;
    notBefore = nanoTime + settings.afterFailures(failures).toNanos();
    status =
        new WitnessStatus(
            key.name(),
            status.url(),
            status.cosignedSize(),
            status.cosignedAt(),
            status.failingSince().or(() -> Optional.of(now)),
            problem);
  }
}
