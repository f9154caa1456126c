// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.globalconf.Generation;

/**
 * The line from a snapshot of the registry to what clients download: {@code TakeSnapshot →
 * RenderParameters → SignDirectories → Publish}. All versions of both directories are switched
 * together, or none is.
 *
 * <p>Generation times never repeat and never go back, also across restarts and when the clock is
 * set back, because clients refuse to follow a registry into the past.
 */
public final class Publication {
  private final Supplier<RegistrySnapshot> takeSnapshot;
  private final Supplier<PublicationSettings> settings;
  private final Function<String, Optional<SigningKey>> keys;
  private final RandomGenerator random;
  private final Publish publish;
  private final LocalCopy localCopy;
  private final CurrentGeneration current;
  private final Clock clock;

  /** One generation at a time; taken before the registry's own lock, never after. */
  private final ReentrantLock line = new ReentrantLock();

  @GuardedBy("line")
  private String lastStamp;

  private volatile PublicationStatus status = PublicationStatus.NONE;

  /**
   * @param settings asked for at each run, because the administration may change them
   * @param keys the token's keys by their id
   * @param root where the published files lie
   * @param localCopy where what was published last lies as servers store it (A103)
   */
  public Publication(
      Supplier<RegistrySnapshot> takeSnapshot,
      Supplier<PublicationSettings> settings,
      Function<String, Optional<SigningKey>> keys,
      Path root,
      Path localCopy,
      CurrentGeneration current,
      Clock clock,
      RandomGenerator random) {
    this.takeSnapshot = takeSnapshot;
    this.settings = settings;
    this.keys = keys;
    this.random = random;
    this.publish = new Publish(root);
    this.localCopy = new LocalCopy(localCopy);
    this.current = current;
    this.clock = clock;
    this.lastStamp = publish.newestStamp();
  }

  /** Makes a new generation; on failure the former one stays and {@link #status} tells why. */
  public Published run() {
    line.lock();
    try {
      Instant now = clock.instant();
      try {
        Signed signed = sign(generationTime(now), now);
        Published published = publish.apply(signed);
        current.switchTo(published);
        localCopy.apply(signed);
        publish.cleanUp(published.generatedAt());
        status = status.succeeded(now);
        return published;
      } catch (RuntimeException failure) {
        status = status.failed(now, failure);
        throw failure;
      }
    } finally {
      line.unlock();
    }
  }

  /** How the last run went. */
  public PublicationStatus status() {
    return status;
  }

  private Signed sign(Instant generatedAt, Instant now) {
    RegistrySnapshot snapshot = takeSnapshot.get();
    PublicationSettings inForce = settings.get();
    Rendered rendered = new RenderParameters(inForce).apply(snapshot);
    return new SignDirectories(keys, random, inForce).apply(rendered, generatedAt, now);
  }

  @GuardedBy("line")
  private Instant generationTime(Instant now) {
    Instant time =
        Generation.timeOf(lastStamp)
            .filter(last -> !last.isBefore(now))
            .map(last -> last.plusNanos(1))
            .orElse(now);
    lastStamp = Generation.stamp(time);
    return time;
  }
}
