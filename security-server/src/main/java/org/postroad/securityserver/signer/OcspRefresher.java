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
 * <p>A response is renewed once a third of the allowed freshness has passed, so that a responder
 * may be away for at least two thirds of it (promise P10); after a failure again in a minute (C45).
 */
public final class OcspRefresher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OcspRefresher.class);
  private static final Duration RETRY = Duration.ofSeconds(60);

  private final ServerKeys keys;
  private final OcspStore store;
  private final OcspClient client;
  private final Supplier<GlobalConfiguration> global;
  private final Clock clock;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ocsp-refresh").factory());

  private OcspRefresher(
      ServerKeys keys,
      OcspStore store,
      OcspClient client,
      Supplier<GlobalConfiguration> global,
      Clock clock) {
    this.keys = keys;
    this.store = store;
    this.client = client;
    this.global = global;
    this.clock = clock;
  }

  /** Refreshes once in the caller's thread, then in the background until closed. */
  public static OcspRefresher start(
      ServerKeys keys,
      OcspStore store,
      OcspClient client,
      Supplier<GlobalConfiguration> global,
      Clock clock) {
    OcspRefresher refresher = new OcspRefresher(keys, store, client, global, clock);
    refresher.refreshAndScheduleNext();
    return refresher;
  }

  /** Asks for every response that is due; true if none failed. */
  public boolean refresh() {
    GlobalConfiguration current = global.get();
    boolean complete = true;
    for (X509Certificate certificate : keys.certificates()) {
      complete &= refreshChain(certificate, current, clock.instant());
    }
    return complete;
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
    Duration third = current.ocspFreshness().dividedBy(3);
    return known.isEmpty() || known.get().thisUpdate().plus(third).isBefore(now);
  }

  private void refreshAndScheduleNext() {
    Duration pause = refreshQuietly() ? global.get().ocspFreshness().dividedBy(6) : RETRY;
    if (!schedule.isShutdown()) {
      var _ =
          schedule.schedule(this::refreshAndScheduleNext, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean refreshQuietly() {
    try {
      return refresh();
    } catch (RuntimeException e) {
      LOG.warn("OCSP responses not renewed", e);
      return false;
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
