// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.postroad.protocol.transparency.Evidence;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.securityserver.net.HttpFetch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the newest checkpoint to every witness of the policy that has an address: one thread sees
 * who is due, each offer runs on a virtual thread of its own, so that a slow witness delays no
 * other. A witness that is busy or has failed gets the newest checkpoint of then; those between are
 * left out, as their leaves are in it.
 */
final class CheckpointOffers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointOffers.class);
  private static final Duration POLICY_CHECK = Duration.ofSeconds(5);
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final PublishedLog log;
  private final Supplier<NoteKey> logKey;
  private final Supplier<TlogPolicy> policy;
  private final HttpFetch fetch;
  private final Evidence evidence;
  private final WitnessSettings settings;
  private final InstantSource clock;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Map<TlogPolicy.NamedWitness, Standing> standings = new HashMap<>();

  @GuardedBy("lock")
  private boolean news;

  @GuardedBy("lock")
  private boolean closed;

  private CheckpointOffers(
      PublishedLog log,
      Supplier<NoteKey> logKey,
      Supplier<TlogPolicy> policy,
      HttpFetch fetch,
      Evidence evidence,
      WitnessSettings settings,
      InstantSource clock) {
    this.log = log;
    this.logKey = logKey;
    this.policy = policy;
    this.fetch = fetch;
    this.evidence = evidence;
    this.settings = settings;
    this.clock = clock;
    this.thread =
        Thread.ofPlatform().name("postroad-witnesses").daemon().unstarted(this::runUntilClosed);
  }

  /**
   * Begins to offer.
   *
   * @param logKey with which this log signs; asked when the first checkpoint is there
   * @param evidence where what contradicts this log is kept
   */
  static CheckpointOffers start(
      PublishedLog log,
      Supplier<NoteKey> logKey,
      Supplier<TlogPolicy> policy,
      HttpFetch fetch,
      Evidence evidence,
      WitnessSettings settings,
      InstantSource clock) {
    CheckpointOffers offers =
        new CheckpointOffers(log, logKey, policy, fetch, evidence, settings, clock);
    offers.thread.start();
    return offers;
  }

  /** Says that there is a newer checkpoint. Quick. */
  void published() {
    lock.lock();
    try {
      news = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How this server stands with each witness. */
  List<WitnessStatus> status() {
    lock.lock();
    try {
      return standings.values().stream().map(Standing::status).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until how this server stands with its witnesses fulfils a condition; whether it did. */
  boolean awaitStatus(Predicate<List<WitnessStatus>> condition, Duration atMost)
      throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!condition.test(status()) && left > 0) {
        left = changed.awaitNanos(left);
      }
      return condition.test(status());
    } finally {
      lock.unlock();
    }
  }

  private void runUntilClosed() {
    long nanoTime;
    do {
      nanoTime = System.nanoTime();
      try {
        offerWhereDue(policy.get(), log.checkpoint(), nanoTime);
      } catch (RuntimeException e) {
        LOG.warn("Offering checkpoints failed", e);
      }
    } while (await(nanoTime));
  }

  private void offerWhereDue(TlogPolicy known, Optional<SignedNote> newest, long nanoTime) {
    lock.lock();
    try {
      if (standings.keySet().retainAll(known.witnesses())) {
        changed.signalAll();
      }
      for (TlogPolicy.NamedWitness witness : known.witnesses()) {
        if (witness.url().isPresent()) {
          Standing standing = standings.computeIfAbsent(witness, this::standing);
          if (!closed && newest.isPresent() && standing.begins(newest.get(), nanoTime)) {
            Thread.ofVirtual()
                .name("witness-offer")
                .start(() -> offer(standing, newest.orElseThrow()));
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Standing standing(TlogPolicy.NamedWitness witness) {
    String url = witness.url().orElseThrow();
    WitnessPost post = new WitnessPost(fetch, url);
    return new Standing(
        witness.key(), url, new AskedWitness(witness.key(), post, log, logKey, evidence, clock));
  }

  private void offer(Standing standing, SignedNote note) {
    Optional<String> problem = Optional.empty();
    try {
      standing.asked().cosign(note);
    } catch (IOException | RuntimeException e) {
      problem = Optional.of(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
    }
    lock.lock();
    try {
      if (problem.isPresent()) {
        standing.failed(problem.get(), settings, System.nanoTime(), clock.instant());
      } else {
        standing.succeeded(note, clock.instant());
      }
      news = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for news, the time of a retry, or the next look at the policy; false at the end.
   *
   * @param nanoTime when it was last looked who is due
   */
  private boolean await(long nanoTime) {
    lock.lock();
    try {
      long wait = POLICY_CHECK.toNanos();
      for (Standing standing : standings.values()) {
        long retry = standing.untilRetry(nanoTime);
        wait = retry > 0 ? Math.min(wait, retry) : wait;
      }
      long end = nanoTime + wait;
      for (long left = wait; !closed && !news && left > 0; left = end - System.nanoTime()) {
        changed.awaitNanos(left);
      }
      news = false;
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Gives offers under way a little time; what comes of a later one is not waited for. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      long left = DRAIN.toNanos();
      while (isBusy() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean isBusy() {
    return standings.values().stream().anyMatch(Standing::isBusy);
  }
}
