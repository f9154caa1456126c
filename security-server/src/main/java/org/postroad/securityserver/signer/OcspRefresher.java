// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an OCSP response at hand for every certificate this server signs or authenticates with.
 *
 * <p>All responses are renewed at the interval of the global configuration (D-054, C45), and at
 * least three times while one counts as fresh, so that a responder may be away for two thirds of
 * that time (promise P10). After a failure what is missing is asked for again after the retry
 * delay, and while the global configuration has expired nothing is asked for.
 *
 * <p>{@code lock} guards what was seen and when the next refresh is; it is never held while anybody
 * is asked.
 */
public final class OcspRefresher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OcspRefresher.class);
  private static final Duration WITHOUT_CONFIGURATION = Duration.ofSeconds(60);

  /** What decides about when is asked, and about which certificates. */
  private record Watched(
      boolean configured,
      Duration interval,
      boolean verifyNextUpdate,
      List<X509Certificate> certificates) {}

  private final ServerKeys keys;
  private final OcspStore store;
  private final OcspClient client;
  private final Supplier<GlobalConfiguration> global;
  private final Clock clock;
  private final Duration retry;
  private final ScheduledExecutorService schedule;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private Optional<Watched> seen = Optional.empty();

  @GuardedBy("lock")
  private Optional<Future<?>> next = Optional.empty();

  @GuardedBy("lock")
  private Optional<Instant> nextAt = Optional.empty();

  OcspRefresher(
      ServerKeys keys,
      OcspStore store,
      OcspClient client,
      Supplier<GlobalConfiguration> global,
      Clock clock,
      Duration retry,
      ScheduledExecutorService schedule) {
    this.schedule = schedule;
    this.keys = keys;
    this.store = store;
    this.client = client;
    this.global = global;
    this.clock = clock;
    this.retry = retry;
  }

  /**
   * Refreshes in the background until closed; the first time in the caller's thread, unless what is
   * stored can be used.
   */
  public static OcspRefresher start(
      ServerKeys keys,
      OcspStore store,
      OcspClient client,
      Supplier<GlobalConfiguration> global,
      Clock clock,
      SigningSettings settings) {
    ScheduledExecutorService schedule =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ocsp-refresh").factory());
    var refresher =
        new OcspRefresher(keys, store, client, global, clock, settings.ocspRetry(), schedule);
    refresher.begin();
    return refresher;
  }

  void begin() {
    if (hasAll()) {
      schedule.execute(this::refreshAndScheduleNext);
    } else {
      refreshAndScheduleNext();
    }
  }

  /**
   * To be called when the global configuration or the keys are new: refreshes at once, in the
   * background, if that changes when to ask or for what (C45).
   */
  public void look() {
    Watched now = watched(global.get());
    lock.lock();
    try {
      if (seen.isPresent() && !seen.get().equals(now) && !schedule.isShutdown()) {
        schedule.execute(this::refreshAndScheduleNext);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks about a certificate and those above it now, whether it is in use or not, and keeps what is
   * answered (C67).
   *
   * @throws Fault {@code cert_validation} when nobody proves it good
   */
  public void prove(X509Certificate certificate) {
    GlobalConfiguration current = global.get();
    Instant now = clock.instant();
    CertificateChain chain = chain(certificate, current, now);
    for (X509Certificate each : chain.withoutRoot()) {
      store.put(each, client.ask(each, chain.issuerOf(each), current, now));
    }
  }

  /** Whether a response that counts as fresh is stored for every certificate. */
  private boolean hasAll() {
    GlobalConfiguration current = global.get();
    Instant now = clock.instant();
    try {
      return watched(current).certificates().stream()
          .map(each -> chain(each, current, now))
          .allMatch(chain ->
              chain.withoutRoot().stream().allMatch(each -> isGood(each, chain, current, now)));
    } catch (Fault _) {
      return false;
    }
  }

  /** Asks for every response that is due; how long to wait before the next time. */
  Duration refresh() {
    GlobalConfiguration current = global.get();
    Watched watched = watched(current);
    remember(watched);
    if (!watched.configured()) {
      return WITHOUT_CONFIGURATION;
    }
    boolean complete = true;
    for (X509Certificate certificate : watched.certificates()) {
      complete &= refreshChain(certificate, current, watched.interval());
    }
    return complete ? untilDue(watched, current) : shorter(retry, watched.interval());
  }

  /**
   * Until the oldest response has the age at which it is renewed: one that was kept over a restart,
   * or that the responder had made before it was asked, is due sooner than after the interval.
   */
  private Duration untilDue(Watched watched, GlobalConfiguration current) {
    Instant now = clock.instant();
    Duration wait =
        watched.certificates().stream()
            .flatMap(each -> chain(each, current, now).withoutRoot().stream())
            .flatMap(each -> store.find(each).stream())
            .map(known -> Duration.between(now, known.thisUpdate().plus(watched.interval())))
            .reduce(watched.interval(), OcspRefresher::shorter);
    Duration least = shorter(retry, watched.interval());
    return wait.compareTo(least) < 0 ? least : wait;
  }

  private Watched watched(GlobalConfiguration current) {
    Instant now = clock.instant();
    return new Watched(
        current.isValidAt(now),
        shorter(
            current.optionalParameters().ocspFetchInterval(), current.ocspFreshness().dividedBy(3)),
        current.optionalParameters().verifyNextUpdate(),
        keys.certificates().stream().filter(each -> isInUse(each, current, now)).toList());
  }

  /**
   * Certificates that can be put to use now: issued by somebody else, within their dates, and, for
   * authentication, registered (C46).
   */
  private boolean isInUse(X509Certificate certificate, GlobalConfiguration current, Instant now) {
    boolean selfSigned =
        certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    boolean valid =
        !now.isBefore(certificate.getNotBefore().toInstant())
            && !now.isAfter(certificate.getNotAfter().toInstant());
    return !selfSigned
        && valid
        && (KeyUsages.isSigning(certificate)
            || current.serverOfAuthenticationCertificate(certificate).isPresent());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean refreshChain(
      X509Certificate certificate, GlobalConfiguration current, Duration interval) {
    Instant now = clock.instant();
    try {
      CertificateChain chain = chain(certificate, current, now);
      for (X509Certificate each : chain.withoutRoot()) {
        if (!isRecent(each, interval, now) || !isGood(each, chain, current, now)) {
          store.put(each, client.ask(each, chain.issuerOf(each), current, now));
        }
      }
      return true;
    } catch (Fault fault) {
      LOG.warn("OCSP response not renewed: {}", fault.text());
      return false;
    }
  }

  private static CertificateChain chain(
      X509Certificate certificate, GlobalConfiguration current, Instant now) {
    return CertificateChain.build(certificate, List.of(), current.trust(), current.instance(), now);
  }

  private boolean isRecent(X509Certificate certificate, Duration interval, Instant now) {
    return store
        .find(certificate)
        .filter(known -> now.isBefore(known.thisUpdate().plus(interval)))
        .isPresent();
  }

  /** Whether what is stored proves the certificate good now, as peers would judge. */
  private boolean isGood(
      X509Certificate certificate,
      CertificateChain chain,
      GlobalConfiguration current,
      Instant now) {
    Optional<OcspResponse> known = store.find(certificate);
    try {
      known.ifPresent(response ->
          response.verify(certificate, chain.issuerOf(certificate), current.trust(), now));
      return known.isPresent();
    } catch (Fault _) {
      return false;
    }
  }

  private void refreshAndScheduleNext() {
    Duration pause = refreshQuietly();
    lock.lock();
    try {
      next.ifPresent(waiting -> waiting.cancel(false));
      if (!schedule.isShutdown()) {
        next =
            Optional.of(
                schedule.schedule(
                    this::refreshAndScheduleNext, pause.toMillis(), TimeUnit.MILLISECONDS));
        nextAt = Optional.of(clock.instant().plus(pause));
      }
    } finally {
      lock.unlock();
    }
  }

  private Duration refreshQuietly() {
    try {
      return refresh();
    } catch (RuntimeException e) {
      LOG.warn("OCSP responses not renewed", e);
      return retry;
    }
  }

  private void remember(Watched watched) {
    lock.lock();
    try {
      seen = Optional.of(watched);
    } finally {
      lock.unlock();
    }
  }

  /** How the responders were, and when one is asked again. */
  public AskedResponders asked() {
    lock.lock();
    try {
      return new AskedResponders(client.last(), nextAt);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
