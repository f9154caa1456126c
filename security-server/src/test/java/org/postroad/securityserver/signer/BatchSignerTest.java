// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
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
  private static final SigningSettings SETTINGS =
      new SigningSettings(Duration.ofSeconds(60), 1, 4, Duration.ofSeconds(60));

  private final BatchSigner signer = new BatchSigner(TestInstance.CLOCK, SETTINGS);

  @AfterEach
  void close() {
    signer.close();
  }

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
    assertEquals(new SignatureCount(51, 2), signer.count());
  }

  @Test
  void aKeyThatIsToSignMessagesOneByOneDoes() throws Exception {
    GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member())).alone();
    List<FutureTask<MessageSignature>> tasks = new ArrayList<>(List.of(start(message(0), key)));
    key.awaitUse();
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i < 4; i++) {
      tasks.add(task(message(i), key));
      threads.add(Thread.ofPlatform().start(tasks.getLast()));
    }
    awaitBlocked(threads);
    key.open();
    for (int i = 0; i < tasks.size(); i++) {
      verify(tasks.get(i).get(), message(i));
    }
    assertEquals(new SignatureCount(4, 4), signer.count());
  }

  /** The operation is handed over, but the thread that is to run it is not there yet. */
  @Test
  void aLeaderTakesWhoeverCameBeforeItsOperationBegan() throws Exception {
    GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member()));
    key.open();
    BlockingQueue<Runnable> handedOver = new LinkedBlockingQueue<>();
    KeyQueue queue =
        new KeyQueue(
            handedOver::add, 1, 1000, SETTINGS.patience(), TestInstance.CLOCK, _ -> {}, () -> 3);
    List<FutureTask<MessageSignature>> tasks = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SignedParts parts = message(i);
      tasks.add(new FutureTask<>(() -> queue.sign(parts, key.identity())));
      threads.add(Thread.ofPlatform().start(tasks.getLast()));
    }
    awaitBlocked(threads);
    handedOver.take().run();
    for (int i = 0; i < tasks.size(); i++) {
      verify(tasks.get(i).get(), message(i));
    }
    assertEquals(1, key.operations.get());
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
  void aFaultOfTheKeyKeepsItsCode() {
    GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member()));
    key.fault.set(Optional.of(new Fault(FaultCode.TOKEN_NOT_ACTIVE, "Token is not active")));
    key.open();
    Fault fault = assertThrows(Fault.class, () -> signer.sign(message(1), key.identity()));
    assertEquals(FaultCode.TOKEN_NOT_ACTIVE, fault.code());
    key.fault.set(Optional.empty());
    verify(signer.sign(message(1), key.identity()), message(1));
  }

  @Test
  void aLoneMessageIsSignedInTheThreadOfItsCaller() {
    GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member()));
    key.open();
    verify(signer.sign(message(1), key.identity()), message(1));
    assertEquals(List.of(Thread.currentThread()), List.copyOf(key.threads));
  }

  @Test
  void severalSignaturesOfALocalKeyAreUnderWayWhereThatIsAllowed() throws Exception {
    SigningSettings two = new SigningSettings(Duration.ofSeconds(60), 2, 1, Duration.ofSeconds(60));
    try (BatchSigner twofold = new BatchSigner(TestInstance.CLOCK, two)) {
      GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member()));
      List<FutureTask<MessageSignature>> tasks = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        SignedParts parts = message(i);
        tasks.add(new FutureTask<>(() -> twofold.sign(parts, key.identity())));
        Thread.ofPlatform().start(tasks.getLast());
      }
      while (key.underWay.get() < 2) {
        Thread.onSpinWait();
      }
      key.open();
      verify(tasks.getFirst().get(), message(0));
      verify(tasks.getLast().get(), message(1));
    }
  }

  @Test
  void aDeviceIsWaitedForByAPlatformThreadWithSeveralOperationsUnderWay() throws Exception {
    GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member())).onDevice();
    int allowed = SETTINGS.deviceOperations();
    List<FutureTask<MessageSignature>> tasks = new ArrayList<>();
    for (int i = 0; i < allowed; i++) {
      tasks.add(start(message(i), key));
    }
    while (key.underWay.get() < allowed) {
      Thread.onSpinWait();
    }
    key.open();
    for (int i = 0; i < allowed; i++) {
      verify(tasks.get(i).get(), message(i));
    }
    assertTrue(key.threads.stream().noneMatch(Thread::isVirtual), key.threads.toString());
    assertEquals(allowed, key.operations.get(), "each alone, none had to wait");
  }

  @Test
  void givesUpAfterItsPatienceAndServesTheOthersLater() throws Exception {
    SigningSettings hasty = new SigningSettings(Duration.ofMillis(50), 1, 1, Duration.ofDays(1));
    try (BatchSigner impatient = new BatchSigner(TestInstance.CLOCK, hasty)) {
      GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member())).onDevice();
      for (int i = 0; i < 3; i++) {
        SignedParts parts = message(i);
        Fault fault = assertThrows(Fault.class, () -> impatient.sign(parts, key.identity()));
        assertEquals(FaultCode.INTERNAL_ERROR, fault.code());
        assertEquals("Signature creation timed out", fault.text());
      }
      key.open();
    }
  }

  @Test
  void aMessageThatGaveUpIsNotSignedAnyMore() throws Exception {
    SigningSettings hasty = new SigningSettings(Duration.ofMillis(50), 1, 1, Duration.ofDays(1));
    try (BatchSigner impatient = new BatchSigner(TestInstance.CLOCK, hasty)) {
      GatedKey key = new GatedKey(AUTHORITY.signing(CALLER.member())).onDevice();
      assertThrows(Fault.class, () -> impatient.sign(message(0), key.identity()));
      assertThrows(Fault.class, () -> impatient.sign(message(1), key.identity()));
      key.open();
      FutureTask<MessageSignature> last =
          new FutureTask<>(() -> signAgain(impatient, message(2), key));
      Thread.ofVirtual().start(last);
      MessageSignature signature = last.get(20, TimeUnit.SECONDS);
      verify(signature, message(2));
      assertTrue(signature.hashChain().isEmpty(), "message 1 does not share its signature");
    }
  }

  /** The key is busy with the first message until it has noticed that its gate is open. */
  private static MessageSignature signAgain(BatchSigner signer, SignedParts parts, GatedKey key) {
    for (int i = 0; i < 400; i++) {
      try {
        return signer.sign(parts, key.identity());
      } catch (Fault fault) {
        assertEquals("Signature creation timed out", fault.text());
      }
    }
    throw new AssertionError("never signed");
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

  /** Until each waits for what becomes of its message, rather than for a lock. */
  private static void awaitBlocked(List<Thread> threads) {
    for (Thread thread : threads) {
      while (!(LockSupport.getBlocker(thread) instanceof ForkJoinPool.ManagedBlocker)) {
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
    private final AtomicReference<Optional<Fault>> fault = new AtomicReference<>(Optional.empty());
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean device = new AtomicBoolean();
    private final AtomicBoolean batches = new AtomicBoolean(true);

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

    GatedKey onDevice() {
      device.set(true);
      return this;
    }

    GatedKey alone() {
      batches.set(false);
      return this;
    }

    @Override
    public boolean isLocal() {
      return !device.get();
    }

    @Override
    public boolean batches() {
      return batches.get();
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
      threads.add(Thread.currentThread());
      underWay.incrementAndGet();
      try {
        assertTrue(opened.await(20, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      operations.incrementAndGet();
      if (fault.get().isPresent()) {
        throw fault.get().get();
      }
      if (broken.get()) {
        throw new IllegalStateException("token removed");
      }
      return real.sign(data);
    }
  }
}
