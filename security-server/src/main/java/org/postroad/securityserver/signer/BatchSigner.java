// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;

/**
 * Signs whatever waits for the same key with one key operation, like group commit.
 *
 * <p>A batch forms only while all operations that the key allows are under way, so a lone message
 * is signed at once: in the caller's own thread if the key is in this process (D-023 to D-025). The
 * messages of a batch share one hash chain.
 */
public final class BatchSigner implements AutoCloseable {

  /** As many as one hash chain may hold (D-030). */
  private static final int LARGEST_BATCH = 1000;

  private final Clock clock;
  private final SigningSettings settings;
  private final Map<X509Certificate, KeyQueue> queues = new ConcurrentHashMap<>();
  private final LongAdder messages = new LongAdder();
  private final LongAdder operations = new LongAdder();
  private final AtomicInteger exchanges = new AtomicInteger();
  private final ExecutorService devices =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("token-", 1).factory());

  public BatchSigner(Clock clock, SigningSettings settings) {
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * Blocks until the message is signed; a fault of the key is the fault of every message of its
   * batch.
   */
  public MessageSignature sign(SignedParts parts, SigningIdentity identity) {
    return queues
        .computeIfAbsent(identity.certificate(), _ -> queue(identity))
        .sign(parts, identity);
  }

  private KeyQueue queue(SigningIdentity identity) {
    return identity.key().isLocal()
        ? queue(identity, Runnable::run, settings.localOperations())
        : queue(identity, devices, settings.deviceOperations());
  }

  private KeyQueue queue(SigningIdentity identity, Executor executor, int allowed) {
    return new KeyQueue(
        executor,
        allowed,
        identity.key().batches() ? LARGEST_BATCH : 1,
        settings.patience(),
        clock,
        this::count,
        exchanges::get);
  }

  /**
   * Says that an exchange has begun, most of which want a signature: the more of them, the more of
   * those are made together.
   *
   * @return to be closed when the exchange is over
   */
  public UnderWay begin() {
    exchanges.incrementAndGet();
    return exchanges::decrementAndGet;
  }

  /** An exchange; closed once. */
  @FunctionalInterface
  public interface UnderWay extends AutoCloseable {
    @Override
    void close();
  }

  private void count(int signed) {
    messages.add(signed);
    operations.increment();
  }

  /** What was signed so far. */
  public SignatureCount count() {
    return new SignatureCount(messages.sum(), operations.sum());
  }

  @Override
  public void close() {
    devices.shutdown();
  }
}
