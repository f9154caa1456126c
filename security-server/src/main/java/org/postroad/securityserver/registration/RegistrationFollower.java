// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the states of this server, its clients and certificates in step with the global
 * configuration: at each new one and every 30 seconds (B62). An expired one is not followed.
 */
public final class RegistrationFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistrationFollower.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final LiveConfiguration live;
  private final PublishedConfiguration published;
  private final Supplier<List<X509Certificate>> certificates;
  private final BlockingQueue<Boolean> changes = new ArrayBlockingQueue<>(1);
  private final Thread thread;

  private RegistrationFollower(
      LiveConfiguration live,
      PublishedConfiguration published,
      Supplier<List<X509Certificate>> certificates) {
    this.live = live;
    this.published = published;
    this.certificates = certificates;
    this.thread = Thread.ofPlatform().daemon().name("registration-follower").unstarted(this::run);
  }

  /**
   * Follows until closed.
   *
   * @param certificates that this server has keys of and may authenticate itself with
   */
  public static RegistrationFollower start(
      LiveConfiguration live,
      PublishedConfiguration published,
      Supplier<List<X509Certificate>> certificates) {
    RegistrationFollower follower = new RegistrationFollower(live, published, certificates);
    published.onChange(_ -> follower.changes.offer(true));
    follower.thread.start();
    return follower;
  }

  private void run() {
    try {
      while (true) {
        var _ = changes.poll(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        followAndReport();
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private void followAndReport() {
    try {
      follow(live, published, certificates.get());
    } catch (RuntimeException e) {
      LOG.error("The global configuration could not be followed, it is tried again", e);
    }
  }

  /** Follows once. */
  static void follow(
      LiveConfiguration live,
      PublishedConfiguration published,
      List<X509Certificate> certificates) {
    if (!published.isValid()) {
      return;
    }
    var global = published.current().global();
    var _ =
        live.changeIfNeeded(now -> {
          var followed = FollowConfiguration.apply(now, global, certificates);
          if (followed.reasons().isEmpty()) {
            return Optional.empty();
          }
          followed.reasons().forEach(reason -> LOG.info("Global configuration: {}", reason));
          String why = "global configuration: " + String.join(", ", followed.reasons());
          return Optional.of(new LiveConfiguration.Change(followed.next(), Author.system(why)));
        });
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
