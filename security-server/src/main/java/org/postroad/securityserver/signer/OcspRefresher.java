// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.postroad.protocol.certificate.CertificateChain;
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
 * delay.
 */
public final class OcspRefresher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OcspRefresher.class);
  private final ServerKeys keys;
  private final OcspStore store;
  private final OcspClient client;
  private final Supplier<GlobalConfiguration> global;
  private final Clock clock;
  private final Duration retry;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ocsp-refresh").factory());

  OcspRefresher(
      ServerKeys keys,
      OcspStore store,
      OcspClient client,
      Supplier<GlobalConfiguration> global,
      Clock clock,
      Duration retry) {
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
    OcspRefresher refresher =
        new OcspRefresher(keys, store, client, global, clock, settings.ocspRetry());
    if (refresher.hasAll()) {
      refresher.schedule.execute(refresher::refreshAndScheduleNext);
    } else {
      refresher.refreshAndScheduleNext();
    }
    return refresher;
  }

  /** Whether a response that counts as fresh is stored for every certificate. */
  private boolean hasAll() {
    GlobalConfiguration current = global.get();
    Instant now = clock.instant();
    try {
      return keys.certificates().stream()
          .map(each ->
              CertificateChain.build(each, List.of(), current.trust(), current.instance(), now))
          .flatMap(chain -> chain.withoutRoot().stream())
          .allMatch(each -> isFresh(each, current, now));
    } catch (Fault _) {
      return false;
    }
  }

  private boolean isFresh(X509Certificate certificate, GlobalConfiguration current, Instant now) {
    return store
        .find(certificate)
        .filter(known -> now.isBefore(known.thisUpdate().plus(current.ocspFreshness())))
        .isPresent();
  }

  /** Asks for every response that is due; how long to wait before the next time. */
  Duration refresh() {
    GlobalConfiguration current = global.get();
    boolean complete = true;
    for (X509Certificate certificate : keys.certificates()) {
      complete &= refreshChain(certificate, current, clock.instant());
    }
    return complete ? interval(current) : shorter(retry, interval(current));
  }

  private static Duration interval(GlobalConfiguration current) {
    return shorter(
        current.optionalParameters().ocspFetchInterval(), current.ocspFreshness().dividedBy(3));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean refreshChain(
      X509Certificate certificate, GlobalConfiguration current, Instant now) {
    try {
      CertificateChain chain =
          CertificateChain.build(certificate, List.of(), current.trust(), current.instance(), now);
      for (X509Certificate each : chain.withoutRoot()) {
        if (isDue(each, current, now)) {
          store.put(each, client.ask(each, chain.issuerOf(each), current.trust(), now));
        }
      }
      return true;
    } catch (Fault fault) {
      LOG.warn("OCSP response not renewed: {}", fault.text());
      return false;
    }
  }

  private boolean isDue(X509Certificate certificate, GlobalConfiguration current, Instant now) {
    Optional<OcspResponse> known = store.find(certificate);
    return known.isEmpty() || !now.isBefore(known.get().thisUpdate().plus(interval(current)));
  }

  private void refreshAndScheduleNext() {
    Duration pause = refreshQuietly();
    if (!schedule.isShutdown()) {
      var _ =
          schedule.schedule(this::refreshAndScheduleNext, pause.toMillis(), TimeUnit.MILLISECONDS);
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

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
