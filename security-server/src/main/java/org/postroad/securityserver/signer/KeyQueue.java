// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.securityserver.waiting.Deadlines;
import org.postroad.securityserver.waiting.Deadlines.Deadline;

/**
 * The messages that wait for one key.
 *
 * <p>Whoever comes while an operation is free leads: it takes everything that waits, itself first,
 * and signs it. When it is done it appoints the next leader from those that came meanwhile, so that
 * nobody whose signature is ready waits for that of others.
 *
 * <p>A leader takes what waits when its operation begins, not when it was appointed. It also stands
 * back a moment, the longer the more exchanges are under way, if others can be expected meanwhile
 * at the pace of late: what one operation signs together is signed and verified for a fraction.
 * Where messages come one by one nobody waits for anybody.
 */
final class KeyQueue {

  /** What becomes of a message that waits: it is signed by another, or it leads this batch. */
  private sealed interface Turn {
    record Signed(MessageSignature signature) implements Turn {}

    record Lead() implements Turn {}
  }

  private record Waiting(
      SignedParts parts, SigningIdentity identity, CompletableFuture<Turn> turn) {}

  private final Executor operations;
  private final int allowed;
  private final int largest;
  private final Duration patience;
  private final Clock clock;
  private final IntConsumer signed;
  private final IntSupplier exchanges;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Crowd crowd = new Crowd(System.nanoTime());
  private int underWay;

  /**
   * A queue.
   *
   * @param operations runs one operation of the key, in the caller's thread or another
   * @param allowed how many may be under way
   * @param largest how many messages may share one
   * @param signed told how many messages an operation has signed
   * @param exchanges how many the server has under way now, most of which will come here
   */
  KeyQueue(
      Executor operations,
      int allowed,
      int largest,
      Duration patience,
      Clock clock,
      IntConsumer signed,
      IntSupplier exchanges) {
    this.operations = operations;
    this.allowed = allowed;
    this.largest = largest;
    this.patience = patience;
    this.clock = clock;
    this.signed = signed;
    this.exchanges = exchanges;
  }

  MessageSignature sign(SignedParts parts, SigningIdentity identity) {
    Waiting mine = new Waiting(parts, identity, new CompletableFuture<>());
    enter(mine);
    long deadline = System.nanoTime() + patience.toNanos();
    return switch (await(mine, mine.turn(), deadline)) {
      case Turn.Signed(MessageSignature signature) -> signature;
      case Turn.Lead() -> lead(mine, deadline);
    };
  }

  private void enter(Waiting mine) {
    long now = System.nanoTime();
    lock.lock();
    try {
      crowd.came(now);
      if (underWay < allowed) {
        underWay++;
        mine.turn().complete(new Turn.Lead());
      } else {
        waiting.add(mine);
      }
    } finally {
      lock.unlock();
    }
  }

  private MessageSignature lead(Waiting mine, long deadline) {
    CompletableFuture<Turn> own = new CompletableFuture<>();
    operations.execute(() -> signAll(gather(mine), own));
    if (await(mine, own, deadline) instanceof Turn.Signed(MessageSignature signature)) {
      return signature;
    }
    throw new IllegalStateException("a leader was appointed again");
  }

  private List<Waiting> gather(Waiting leader) {
    long pause = largest > 1 ? standBackNanos() : 0;
    if (pause > 0) {
      LockSupport.parkNanos(pause);
    }
    lock.lock();
    try {
      List<Waiting> batch = new ArrayList<>();
      batch.add(leader);
      while (!waiting.isEmpty() && batch.size() < largest) {
        batch.add(waiting.remove());
      }
      crowd.signed(batch.size());
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private long standBackNanos() {
    int underWayHere = exchanges.getAsInt();
    lock.lock();
    try {
      return crowd.standBackNanos(underWayHere);
    } finally {
      lock.unlock();
    }
  }

  private void signAll(List<Waiting> batch, CompletableFuture<Turn> leader) {
    try {
      List<MessageSignature> signatures =
          MessageSigner.sign(
              batch.stream().map(Waiting::parts).toList(),
              batch.getFirst().identity(),
              clock.instant());
      signed.accept(batch.size());
      leader.complete(new Turn.Signed(signatures.getFirst()));
      for (int i = 1; i < batch.size(); i++) {
        batch.get(i).turn().complete(new Turn.Signed(signatures.get(i)));
      }
    } catch (Fault fault) {
      fail(batch, leader, fault);
    } catch (RuntimeException e) {
      fail(batch, leader, new Fault(FaultCode.CANNOT_SIGN, "The signing key failed: " + e, e));
    } finally {
      appointNext();
    }
  }

  private static void fail(List<Waiting> batch, CompletableFuture<Turn> leader, Fault fault) {
    leader.completeExceptionally(fault);
    batch.stream().skip(1).forEach(each -> each.turn().completeExceptionally(fault));
  }

  private void appointNext() {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        underWay--;
      } else {
        waiting.remove().turn().complete(new Turn.Lead());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The outcome, or the fault of it, or at the deadline the one of the reference (D-023). */
  private Turn await(Waiting mine, CompletableFuture<Turn> outcome, long deadline) {
    if (outcome.isDone()) {
      return settled(outcome);
    }
    try (Deadline _ =
        Deadlines.within(deadline - System.nanoTime(), () -> tooLate(mine, outcome))) {
      outcome.get();
    } catch (ExecutionException e) {
      return settled(outcome);
    } catch (InterruptedException e) {
      giveUp(mine, outcome, e);
      Thread.currentThread().interrupt();
    }
    return settled(outcome);
  }

  private static Turn settled(CompletableFuture<Turn> outcome) {
    if (!outcome.isCompletedExceptionally()) {
      return outcome.resultNow();
    }
    throw outcome.exceptionNow() instanceof Fault fault
        ? fault
        : new IllegalStateException(outcome.exceptionNow());
  }

  private void tooLate(Waiting mine, CompletableFuture<Turn> outcome) {
    giveUp(mine, outcome, new TimeoutException());
  }

  /** A message that was appointed in this very moment leads all the same: others count on it. */
  private void giveUp(Waiting mine, CompletableFuture<Turn> outcome, Exception reason) {
    lock.lock();
    try {
      waiting.remove(mine);
      outcome.completeExceptionally(
          new Fault(FaultCode.INTERNAL_ERROR, "Signature creation timed out", reason));
    } finally {
      lock.unlock();
    }
  }
}
