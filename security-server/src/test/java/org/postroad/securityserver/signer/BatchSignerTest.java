// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/** Group commit of signatures (D-023 to D-025). */
final class BatchSignerTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final ClientId CALLER = TestInstance.CALLER;

  private final BatchSigner signer = new BatchSigner(TestInstance.CLOCK);

  @Test
  void signsALoneMessageDirectlyWithOneKeyOperation() {
    GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member()));
    key.open();
    SignedParts parts = message(1);
    MessageSignature signature = signer.sign(parts, key.identity());
    assertTrue(signature.hashChain().isEmpty());
    assertEquals(1, key.operations.get());
    verify(signature, parts);
  }

  @Test
  void signsWhateverWaitsWithOneKeyOperationEachWithAValidSignature() throws Exception {
    GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member()));
    FutureTask<MessageSignature> first = start(message(0), key);
    key.awaitUse();
    List<SignedParts> messages = new ArrayList<>();
    List<FutureTask<MessageSignature>> waiting = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      messages.add(message(i));
      FutureTask<MessageSignature> task = task(messages.getLast(), key);
      waiting.add(task);
      threads.add(Thread.ofPlatform().start(task));
    }
    awaitBlocked(threads);
    key.open();

    verify(first.get(), message(0));
    for (int i = 0; i < waiting.size(); i++) {
      verify(waiting.get(i).get(), messages.get(i));
    }
    assertEquals(2, key.operations.get(), "one for the first, one for all that waited");
  }

  @Test
  void keysDoNotWaitForEachOther() throws Exception {
    GatedKey slow = new GatedKey(AUTHORITY.signing(CALLER.member()));
    FutureTask<MessageSignature> stuck = start(message(1), slow);
    slow.awaitUse();
    GatedKey fast = new GatedKey(AUTHORITY.signing(CALLER.member()));
    fast.open();
    verify(signer.sign(message(2), fast.identity()), message(2));
    slow.open();
    verify(stuck.get(), message(1));
  }

  @Test
  void failureOfTheKeyFailsTheWholeBatchAndTheNextOneWorks() throws Exception {
    GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member()));
    FutureTask<MessageSignature> first = start(message(0), key);
    key.awaitUse();
    List<FutureTask<MessageSignature>> waiting = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      FutureTask<MessageSignature> task = task(message(i), key);
      waiting.add(task);
      threads.add(Thread.ofPlatform().start(task));
    }
    awaitBlocked(threads);
    key.broken.set(true);
    key.open();

    assertEquals(FaultCode.CANNOT_SIGN, faultOf(first).code());
    for (FutureTask<MessageSignature> each : waiting) {
      assertEquals(FaultCode.CANNOT_SIGN, faultOf(each).code());
    }
    key.broken.set(false);
    verify(signer.sign(message(9), key.identity()), message(9));
  }

  @Test
  void underLoadEveryCallerGetsTheSignatureOfItsOwnMessage() throws Exception {
    GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member()));
    key.open();
    int callers = 200;
    List<FutureTask<MessageSignature>> tasks = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      FutureTask<MessageSignature> task = task(message(i), key);
      tasks.add(task);
      Thread.ofVirtual().start(task);
    }
    for (int i = 0; i < callers; i++) {
      SignatureVerifier.checkIntegrity(tasks.get(i).get(), message(i));
    }
    assertTrue(key.operations.get() <= callers, "at most one operation a message");
  }

  private FutureTask<MessageSignature> start(SignedParts parts, GatedKey key) {
    FutureTask<MessageSignature> task = task(parts, key);
    Thread.ofVirtual().start(task);
    return task;
  }

  private FutureTask<MessageSignature> task(SignedParts parts, GatedKey key) {
    return new FutureTask<>(() -> signer.sign(parts, key.identity()));
  }

  private static void awaitBlocked(List<Thread> threads) {
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
  }

  private static Fault faultOf(FutureTask<MessageSignature> task) {
    ExecutionException thrown = assertThrows(ExecutionException.class, task::get);
    return assertThrows(
        Fault.class,
        () -> {
          throw thrown.getCause();
        });
  }

  private static void verify(MessageSignature signature, SignedParts parts) {
    new SignatureVerifier(AUTHORITY.trust()).verify(signature, parts, CALLER, TestAuthority.NOW);
  }

  private static SignedParts message(int number) {
    byte[] bytes = {(byte) number, (byte) (number >> 8), 7};
    return new SignedParts(DigestAlgorithm.SHA512.digest(bytes), List.of());
  }

  /** A key that signs only once it is opened, counts, and can be broken. */
  private static final class GatedKey implements SigningKey {
    private final SigningKey real;
    private final SigningIdentity identity;
    private final CountDownLatch used = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicInteger operations = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();

    GatedKey(TestKey key) {
      this.real = key.signer();
      this.identity =
          new SigningIdentity(
              key.certificate(),
              List.of(),
              List.of(AUTHORITY.good(key.certificate(), TestAuthority.NOW)),
              this);
    }

    SigningIdentity identity() {
      return identity;
    }

    void open() {
      opened.countDown();
    }

    void awaitUse() throws InterruptedException {
      assertTrue(used.await(20, TimeUnit.SECONDS));
    }

    @Override
    public SignatureAlgorithm algorithm() {
      return real.algorithm();
    }

    @Override
    public byte[] sign(byte[] data) {
      used.countDown();
      try {
        assertTrue(opened.await(20, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      operations.incrementAndGet();
      if (broken.get()) {
        throw new IllegalStateException("token removed");
      }
      return real.sign(data);
    }
  }
}
