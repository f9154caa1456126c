// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;

/**
 * Signs whatever waits for the same key with one key operation, like group commit.
 *
 * <p>Whoever gets the key's lock first signs for everybody who waits by then, so a lone message is
 * signed at once in the caller's thread and a batch forms only while the previous one is being
 * signed (D-023 to D-025). The messages of a batch share one hash chain.
 */
public final class BatchSigner {

  private static final int LARGEST_BATCH = 1000;

  private final Clock clock;
  private final Map<String, KeyQueue> queues = new ConcurrentHashMap<>();

  public BatchSigner(Clock clock) {
    this.clock = clock;
  }

  /** Blocks until the message is signed; a failure of the key fails the whole batch. */
  public MessageSignature sign(SignedParts parts, SigningIdentity identity) {
    return queues
        .computeIfAbsent(
            identity.certificate().getSerialNumber()
                + "/"
                + identity.certificate().getIssuerX500Principal().getName(),
            _ -> new KeyQueue())
        .sign(parts, identity);
  }

  private final class KeyQueue {

    private final ReentrantLock key = new ReentrantLock();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    MessageSignature sign(SignedParts parts, SigningIdentity identity) {
      Waiting mine = new Waiting(parts);
      waiting.add(mine);
      key.lock();
      try {
        while (mine.isWaiting()) {
          signBatch(identity);
        }
      } finally {
        key.unlock();
      }
      return mine.result();
    }

    private void signBatch(SigningIdentity identity) {
      List<Waiting> batch = new ArrayList<>();
      for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
        batch.add(next);
        if (batch.size() == LARGEST_BATCH) {
          break;
        }
      }
      try {
        List<MessageSignature> signatures =
            MessageSigner.sign(
                batch.stream().map(Waiting::parts).toList(), identity, clock.instant());
        for (int i = 0; i < batch.size(); i++) {
          batch.get(i).complete(signatures.get(i));
        }
      } catch (RuntimeException e) {
        Fault fault =
            new Fault(FaultCode.CANNOT_SIGN, "The signing key failed: " + e.getMessage(), e);
        batch.forEach(each -> each.fail(fault));
      }
    }
  }

  /** One message that waits; its outcome is written and read under the lock of its key's queue. */
  private static final class Waiting {

    private final SignedParts parts;
    private Optional<MessageSignature> signature = Optional.empty();
    private Optional<Fault> fault = Optional.empty();

    Waiting(SignedParts parts) {
      this.parts = parts;
    }

    SignedParts parts() {
      return parts;
    }

    boolean isWaiting() {
      return signature.isEmpty() && fault.isEmpty();
    }

    void complete(MessageSignature result) {
      signature = Optional.of(result);
    }

    void fail(Fault reason) {
      fault = Optional.of(reason);
    }

    MessageSignature result() {
      return signature.orElseThrow(fault::orElseThrow);
    }
  }
}
