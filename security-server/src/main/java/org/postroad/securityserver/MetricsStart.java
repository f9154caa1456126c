// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.monitoring.Metrics;
import org.postroad.securityserver.monitoring.SpanExporter;
import org.postroad.securityserver.monitoring.TracingSettings;
import org.postroad.securityserver.monitoring.WatchedServer;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.signer.BatchSigner;
import org.postroad.securityserver.signer.OcspStore;

/**
 * The part of the start that counts and traces; nothing is counted where nobody can ask for it, and
 * nothing traced where nobody collects it.
 */
final class MetricsStart {
  private final Optional<Metrics> metrics;
  private final Optional<SpanExporter> spans;

  MetricsStart(
      ServerSettings settings, SecurityServerId id, Clock clock, Consumer<AutoCloseable> parts) {
    this.metrics =
        settings.health().tellsMetrics() ? Optional.of(Metrics.start(clock)) : Optional.empty();
    TracingSettings.Otlp otlp = settings.tracing().otlp();
    this.spans = otlp.url().map(url -> SpanExporter.start(url, otlp.answer(), id));
    metrics.ifPresent(parts);
    spans.ifPresent(parts);
  }

  /** Logs every exchange, counts and traces it. */
  Consumer<ExchangeRecord> exchanges() {
    Consumer<ExchangeRecord> log = new ExchangeLog();
    Consumer<ExchangeRecord> counted = metrics.map(log::andThen).orElse(log);
    return spans.map(counted::andThen).orElse(counted);
  }

  /** Tells metrics where they are told. */
  Optional<HttpHandler> handler() {
    return metrics.map(counted -> counted);
  }

  /** What is looked at for gauges. */
  record Subject(
      MonitoringStart.OwnCertificates certificates,
      OcspStore ocsp,
      PublishedConfiguration configuration,
      GlobalConfigurationClient global,
      MessageLog log,
      BatchSigner signer,
      TimestampAuthorities timestamps,
      BodySpool spool,
      Map<String, IntSupplier> connections) {}

  void watch(Subject subject) {
    metrics.ifPresent(counted -> counted.watch(watched(subject)));
  }

  private static WatchedServer watched(Subject subject) {
    return new WatchedServer(
        new WatchedServer.Certificates(
            subject.certificates(),
            certificate -> subject.ocsp().find(certificate).map(OcspResponse::thisUpdate)),
        new WatchedServer.Fetched(
            () -> expiry(subject.configuration()), () -> subject.global().status().refreshedAt()),
        new WatchedServer.Log(
            subject.log()::status,
            subject.log().journal()::commits,
            subject.log().journal()::waiting),
        new WatchedServer.Signatures(
            () -> subject.signer().count().messages(), () -> subject.signer().count().operations()),
        subject.timestamps()::outcomes,
        subject.connections(),
        subject.spool()::taken);
  }

  private static Optional<Instant> expiry(PublishedConfiguration configuration) {
    try {
      return Optional.of(configuration.current().global().expires());
    } catch (Fault _) {
      return Optional.empty();
    }
  }
}
