// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the global configuration up to date: the own instance from its anchor, every federated
 * instance from the anchor that the own one vouches for. What is fetched is verified, stored and
 * published; when nothing better is to be had the last good copy stays, until it expires by itself
 * (A20 to A29, A100 to A105, threats 60 to 65).
 *
 * <p>Partners are fetched beside each other and never hold up the own instance.
 *
 * <p>{@code lock} guards the stored configuration; it is held while one change is parsed, written
 * and published, never while anything is fetched.
 */
public final class GlobalConfigurationClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GlobalConfigurationClient.class);
  private static final Duration PARTNER_PATIENCE = Duration.ofSeconds(20);
  private static final int STALE_AFTER_INTERVALS = 3;

  /**
   * How the refreshing goes.
   *
   * @param refreshedAt when the own instance was last fetched, nothing since the start
   * @param failures by instance why its last fetch failed
   * @param triedAt when that was last tried
   * @param nextAt when it will be tried again, if it is at all
   * @param errorCode of the last try, if it failed
   * @param location where the own instance was last fetched from
   */
  public record Status(
      Optional<Instant> refreshedAt,
      Map<String, String> failures,
      Optional<Instant> triedAt,
      Optional<Instant> nextAt,
      Optional<String> errorCode,
      Optional<URI> location) {
    public Status {
      failures = Map.copyOf(failures);
    }
  }

  /** What came of asking one address. */
  public record Tried(URI url, Optional<Fault> failure) {}

  private volatile ConfigurationAnchor anchor;
  private final ConfigurationFolder folder;
  private final Download download;
  private final Clock clock;
  private final RandomGenerator random;
  private final Consumer<GlobalConfiguration> publish;
  private final Duration partnerPatience;
  private final Map<String, URI> lastGood = new ConcurrentHashMap<>();
  private final Map<String, SeenDirectory> lastSeen = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private HeldConfiguration held;

  @GuardedBy("lock")
  private Set<String> publishedInstances = Set.of();

  private volatile Optional<Instant> refreshedAt = Optional.empty();
  private volatile Optional<Instant> triedAt = Optional.empty();
  private volatile Optional<Instant> nextAt = Optional.empty();
  private volatile Optional<String> errorCode = Optional.empty();

  private GlobalConfigurationClient(
      ConfigurationAnchor anchor,
      Path directory,
      Download download,
      Clock clock,
      RandomGenerator random,
      Consumer<GlobalConfiguration> publish,
      AllowedFederations federations,
      Duration partnerPatience) {
    this.partnerPatience = partnerPatience;
    this.anchor = anchor;
    this.folder = new ConfigurationFolder(directory);
    this.download = download;
    this.clock = clock;
    this.random = random;
    this.publish = publish;
    this.held = HeldConfiguration.none(anchor.instance(), federations);
  }

  /**
   * Begins with what is stored: it is published at once, expired or not (A105). Nothing is fetched
   * before {@link #refresh} or {@link #start}.
   */
  public static GlobalConfigurationClient open(
      ConfigurationAnchor anchor,
      Path directory,
      Download download,
      Clock clock,
      RandomGenerator random,
      Consumer<GlobalConfiguration> publish,
      AllowedFederations federations)
      throws IOException {
    return open(anchor, directory, download, clock, random, publish, federations, PARTNER_PATIENCE);
  }

  static GlobalConfigurationClient open(
      ConfigurationAnchor anchor,
      Path directory,
      Download download,
      Clock clock,
      RandomGenerator random,
      Consumer<GlobalConfiguration> publish,
      AllowedFederations federations,
      Duration partnerPatience)
      throws IOException {
    var client =
        new GlobalConfigurationClient(
            anchor, directory, download, clock, random, publish, federations, partnerPatience);
    client.load();
    return client;
  }

  private void load() throws IOException {
    StoredConfiguration found = folder.load(anchor.fingerprint());
    if (found.filesOf(anchor.instance()).isEmpty()) {
      return;
    }
    lock.lock();
    try {
      accept(found);
    } catch (Fault e) {
      LOG.error("Stored global configuration cannot be read and is not used", e);
    } finally {
      lock.unlock();
    }
  }

  /** Refreshes now and then every {@code interval} until closed. */
  public void start(Duration interval) {
    Thread.ofVirtual()
        .name("postroad-global-configuration")
        .start(() -> {
          try {
            do {
              refreshAndReport(interval);
              nextAt = Optional.of(clock.instant().plus(interval));
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** What fails from then on fails because the server takes the network away. */
  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void refreshAndReport(Duration interval) {
    try {
      refresh();
    } catch (RuntimeException e) {
      if (isClosed()) {
        return;
      }
      Instant newest = refreshedAt.orElse(Instant.MIN);
      boolean stale =
          newest.isBefore(clock.instant().minus(interval.multipliedBy(STALE_AFTER_INTERVALS)));
      LOG.atLevel(stale ? Level.ERROR : Level.WARN)
          .setCause(e)
          .log("Global configuration could not be refreshed, last success {}", refreshedAt);
    }
  }

  /**
   * Fetches the own instance, then its partners. Returns when each has answered, a slow partner not
   * waited for longer than 20 seconds; what it sends later is taken all the same.
   *
   * @throws Fault when the own instance could not be fetched; what is published stays
   */
  public void refresh() {
    Optional<Fault> failure = Optional.empty();
    try {
      fetch(anchor, true);
      refreshedAt = Optional.of(clock.instant());
    } catch (Fault e) {
      failure = Optional.of(e);
    }
    triedAt = Optional.of(clock.instant());
    errorCode = failure.map(fault -> fault.code().name().toLowerCase(Locale.ROOT));
    fetchPartners();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private void fetchPartners() {
    List<ConfigurationAnchor> partners = held().partners();
    CountDownLatch done = new CountDownLatch(partners.size());
    for (ConfigurationAnchor partner : partners) {
      if (!underWay.add(partner.instance())) {
        done.countDown();
        continue;
      }
      Thread.startVirtualThread(() -> {
        try {
          fetch(partner, false);
        } catch (RuntimeException e) {
          if (!isClosed()) {
            LOG.warn("Configuration of {} could not be refreshed", partner.instance(), e);
          }
        } finally {
          underWay.remove(partner.instance());
          done.countDown();
        }
      });
    }
    try {
      if (!done.await(partnerPatience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Still fetching the configuration of {}", underWay);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fetch(ConfigurationAnchor from, boolean own) {
    String instance = from.instance();
    HeldConfiguration known = held();
    try {
      InstanceFetch.Fetched fetched =
          new InstanceFetch(from, own, download, clock, Optional.ofNullable(lastSeen.get(instance)))
              .fetch(
                  ConfigurationLocation.inOrder(
                      from,
                      known.parameters(instance),
                      Optional.ofNullable(lastGood.get(instance)),
                      random),
                  known.stored().filesOf(instance),
                  known.stored().generation(instance));
      accept(from, fetched);
    } catch (Fault e) {
      failures.put(instance, e.text());
      throw e;
    }
  }

  private HeldConfiguration held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  private void accept(ConfigurationAnchor from, InstanceFetch.Fetched fetched) {
    String instance = from.instance();
    lock.lock();
    try {
      if (isClosed() || isReplaced(from)) {
        return;
      }
      if (fetched.unchanged()) {
        leaveOutExpired();
      } else {
        accept(held.stored().with(instance, fetched));
        save(held.stored());
      }
      remember(instance, fetched);
    } finally {
      lock.unlock();
    }
  }

  /** What was fetched with a former anchor while another took its place is not wanted. */
  private boolean isReplaced(ConfigurationAnchor from) {
    return from.instance().equals(anchor.instance()) && !from.equals(anchor);
  }

  private void remember(String instance, InstanceFetch.Fetched fetched) {
    lastGood.put(instance, fetched.location());
    fetched
        .seen()
        .ifPresentOrElse(seen -> lastSeen.put(instance, seen), () -> lastSeen.remove(instance));
    failures.remove(instance);
  }

  /**
   * Goes on with another anchor of the same instance, once a configuration could be had with it
   * alone. Until then everything stays; then what was known with the former one binds no more.
   *
   * @param keep stores the anchor; when it throws, the former one stays in use
   * @return whether it is another one than before
   * @throws Fault when no configuration can be had with it
   */
  public boolean trust(ConfigurationAnchor next, Runnable keep) {
    if (!next.instance().equals(anchor.instance())) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "The anchor is of " + next.instance() + ", expected " + anchor.instance());
    }
    if (next.equals(anchor)) {
      keep.run();
      return false;
    }
    InstanceFetch.Fetched fetched =
        new InstanceFetch(next, true, download, clock, Optional.empty())
            .fetch(
                ConfigurationLocation.inOrder(next, Optional.empty(), Optional.empty(), random),
                Map.of(),
                Optional.empty());
    lock.lock();
    try {
      StoredConfiguration anew = held.stored().with(next.instance(), fetched);
      HeldConfiguration accepted = held.with(anew);
      keep.run();
      anchor = next;
      take(accepted);
      save(held.stored());
      remember(next.instance(), fetched);
    } finally {
      lock.unlock();
    }
    refreshedAt = Optional.of(clock.instant());
    return true;
  }

  @GuardedBy("lock")
  private void accept(StoredConfiguration next) {
    take(held.with(next));
  }

  @GuardedBy("lock")
  private void take(HeldConfiguration accepted) {
    held = accepted;
    if (accepted.read().isPresent()) {
      failures.keySet().removeIf(instance -> !isKnown(accepted, instance));
      publishNow(accepted.read().get());
    }
  }

  /** Where nothing is new, a partner may have expired all the same. */
  @GuardedBy("lock")
  private void leaveOutExpired() {
    Optional<GlobalConfiguration> read = held.read();
    if (read.isPresent()
        && !read.get().at(clock.instant()).instances().equals(publishedInstances)) {
      publishNow(read.get());
    }
  }

  @GuardedBy("lock")
  private void publishNow(GlobalConfiguration read) {
    GlobalConfiguration valid = read.at(clock.instant());
    publishedInstances = valid.instances();
    publish.accept(valid);
  }

  private boolean isKnown(HeldConfiguration in, String instance) {
    return instance.equals(anchor.instance())
        || in.partners().stream().anyMatch(partner -> partner.instance().equals(instance));
  }

  private void save(StoredConfiguration kept) {
    try {
      folder.save(kept, anchor.fingerprint());
    } catch (IOException e) {
      LOG.error("Global configuration could not be stored, a restart would not find it", e);
    }
  }

  /**
   * Asks every address that is known, of the own instance and of partners, for all that is served
   * there; what is held stays as it is.
   */
  public List<Tried> tryAll() {
    HeldConfiguration known = held();
    List<Callable<Tried>> tries = new ArrayList<>();
    tryEach(anchor, true, known, tries);
    known.partners().forEach(partner -> tryEach(partner, false, known, tries));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(tries).stream().map(Future::resultNow).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(FaultCode.INTERNAL_ERROR, "Interrupted", e);
    }
  }

  private void tryEach(
      ConfigurationAnchor from, boolean own, HeldConfiguration known, List<Callable<Tried>> tries) {
    String instance = from.instance();
    var fetch = new InstanceFetch(from, own, download, clock, Optional.empty());
    for (ConfigurationLocation each :
        ConfigurationLocation.inOrder(from, known.parameters(instance), Optional.empty(), random)) {
      tries.add(() -> {
        try {
          var _ = fetch.fetch(List.of(each), known.stored().filesOf(instance), Optional.empty());
          return new Tried(each.url(), Optional.empty());
        } catch (Fault failure) {
          return new Tried(each.url(), Optional.of(failure));
        }
      });
    }
  }

  public Status status() {
    return new Status(
        refreshedAt,
        failures,
        triedAt,
        nextAt,
        errorCode,
        Optional.ofNullable(lastGood.get(anchor.instance())));
  }

  /** What {@code GET /verificationconf} answers: a ZIP for verifiers (E-042, E-043). */
  public VerificationArchive verificationArchive() {
    return new VerificationArchive(anchor.instance(), held().stored());
  }

  /** Ends the refreshing; what is published stays, and nothing is written after it returns. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed.countDown();
    } finally {
      lock.unlock();
    }
  }
}
