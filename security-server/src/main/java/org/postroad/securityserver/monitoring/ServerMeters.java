// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postroad.securityserver.messagelog.LogStatus;

/**
 * The state of a server as gauges. Each is read when metrics are asked for; the status of the log,
 * which many of them are about, is taken once for all.
 */
final class ServerMeters {
  private static final double MILLIS = 1000;

  private final MeterRegistry registry;
  private final WatchedServer server;
  private final Clock clock;
  private final MultiGauge certificates;
  private final MultiGauge ocspAges;
  private final MultiGauge ocspMissing;
  private final MultiGauge timestamping;
  private final MultiGauge timestampingAsked;
  private volatile LogStatus log;

  ServerMeters(MeterRegistry registry, WatchedServer server, Clock clock) {
    this.registry = registry;
    this.server = server;
    this.clock = clock;
    this.log = server.log().status().get();
    this.certificates =
        rows("postroad.certificate.expires", "Until the first certificate of a use expires");
    this.ocspAges = rows("postroad.ocsp.age", "Of the oldest OCSP response of a use");
    this.ocspMissing =
        MultiGauge.builder("postroad.ocsp.missing")
            .description("Certificates of a use without an OCSP response")
            .register(registry);
    this.timestamping =
        MultiGauge.builder("postroad.timestamping.service.up")
            .description("1 if the service gave a time-stamp the last time it was asked")
            .register(registry);
    this.timestampingAsked =
        rows("postroad.timestamping.service.asked", "Since the service was last asked");
    ofLog();
    ofTimestamps();
    ofTheRest();
  }

  private MultiGauge rows(String name, String description) {
    return MultiGauge.builder(name).description(description).baseUnit("seconds").register(registry);
  }

  /** Looks again at what is not looked at by itself. */
  void refresh() {
    log = server.log().status().get();
    Map<String, List<KnownCertificate>> byUse = new TreeMap<>();
    for (KnownCertificate known : server.certificates().known().get()) {
      byUse.computeIfAbsent(use(known), _ -> new ArrayList<>()).add(known);
    }
    List<MultiGauge.Row<?>> expiry = new ArrayList<>();
    List<MultiGauge.Row<?>> ages = new ArrayList<>();
    List<MultiGauge.Row<?>> missing = new ArrayList<>();
    byUse.forEach((use, all) -> {
      Tags tags = Tags.of("use", use);
      all.stream()
          .map(known -> known.certificate().getNotAfter().toInstant())
          .min(Instant::compareTo)
          .ifPresent(end -> expiry.add(MultiGauge.Row.of(tags, until(end))));
      if (!use.equals("tls")) {
        addOcsp(tags, all, ages, missing);
      }
    });
    certificates.register(expiry, true);
    ocspAges.register(ages, true);
    ocspMissing.register(missing, true);
    refreshTimestamping();
  }

  private void addOcsp(
      Tags tags,
      List<KnownCertificate> certified,
      List<MultiGauge.Row<?>> ages,
      List<MultiGauge.Row<?>> missing) {
    List<Instant> produced =
        certified.stream()
            .map(known -> server.certificates().ocsp().apply(known.certificate()))
            .flatMap(Optional::stream)
            .toList();
    produced.stream()
        .min(Instant::compareTo)
        .ifPresent(oldest -> ages.add(MultiGauge.Row.of(tags, since(oldest))));
    missing.add(MultiGauge.Row.of(tags, certified.size() - produced.size()));
  }

  private void refreshTimestamping() {
    List<MultiGauge.Row<?>> up = new ArrayList<>();
    List<MultiGauge.Row<?>> asked = new ArrayList<>();
    server
        .timestamping()
        .get()
        .forEach((url, outcome) ->
            outcome.ifPresent(last -> {
              Tags tags = Tags.of("service", url.toString());
              up.add(MultiGauge.Row.of(tags, last.errorCode().isEmpty() ? 1 : 0));
              asked.add(MultiGauge.Row.of(tags, since(last.at())));
            }));
    timestamping.register(up, true);
    timestampingAsked.register(asked, true);
  }

  private static String use(KnownCertificate known) {
    return switch (known.type()) {
      case AUTH -> "authentication";
      case SIGN -> "signing";
      case INTERNAL_IS_CLIENT_TLS -> "tls";
    };
  }

  private void ofLog() {
    counter("postroad.log.records", "Records in the message log", () -> log.lastSequence());
    counter(
        "postroad.journal.commits",
        "How often the journal was forced to disk; records by commits is the size of a group",
        () -> server.log().commits().getAsLong());
    gauge(
        "postroad.journal.waiting",
        "entries",
        "Entries that are not on disk yet",
        () -> server.log().waiting().getAsInt());
    gauge("postroad.journal.size", "bytes", "Of all segments", () -> log.bytes());
    gauge(
            "postroad.journal.damages",
            "Damages found when the log was opened",
            () -> log.damages().size())
        .register(registry);
    gauge(
        "postroad.index.lag",
        "records",
        "Records that cannot be found yet",
        () -> log.index().lag());
    gauge(
            "postroad.index.up",
            "1 while the index moves",
            () -> log.index().failure().isEmpty() ? 1 : 0)
        .register(registry);
    gauge(
        "postroad.disk.usable",
        "bytes",
        "What the disk of the message log has left",
        () -> log.usableBytes());
    gauge(
        "postroad.disk.reserve",
        "bytes",
        "With less than this left, messages are refused",
        () -> log.reserveBytes());
  }

  private void ofTimestamps() {
    gauge(
        "postroad.timestamping.waiting",
        "records",
        "Records without a time-stamp",
        () ->
            log.waitingForTimestamp().isPresent()
                ? log.waitingForTimestamp().getAsLong()
                : Double.NaN);
    gauge(
        "postroad.timestamping.failing",
        "seconds",
        "Since when stamping fails; 0 if not",
        () -> log.timestampingFailsSince().map(this::since).orElse(0.0));
    gauge(
        "postroad.timestamping.interval",
        "seconds",
        "Between two batches; 0 for none",
        () -> seconds(log.timestampInterval()));
  }

  private void ofTheRest() {
    counter(
        "postroad.signatures.messages",
        "Messages signed",
        () -> server.signatures().messages().getAsLong());
    counter(
        "postroad.signatures.operations",
        "Operations of keys; messages by operations is the size of a batch",
        () -> server.signatures().operations().getAsLong());
    gauge(
        "postroad.configuration.expires",
        "seconds",
        "Until the global one expires",
        () -> server.globalConfiguration().expires().get().map(this::until).orElse(Double.NaN));
    gauge(
        "postroad.configuration.age",
        "seconds",
        "Since it was last fetched",
        () -> server.globalConfiguration().fetched().get().map(this::since).orElse(Double.NaN));
    gauge(
        "postroad.bodies.waiting",
        "bytes",
        "Bodies on disk until they are verified",
        () -> server.waitingBodies().getAsLong());
    server
        .connections()
        .forEach((port, count) ->
            Gauge.builder("postroad.connections", count, open -> open.getAsInt())
                .description("Open connections of a port")
                .tag("port", port.toLowerCase(Locale.ROOT))
                .strongReference(true)
                .register(registry));
  }

  /** A value that is read anew each time. */
  @FunctionalInterface
  private interface Value {
    double now();
  }

  private void counter(String name, String description, Value value) {
    FunctionCounter.builder(name, this, _ -> value.now())
        .description(description)
        .register(registry);
  }

  private void gauge(String name, String unit, String description, Value value) {
    gauge(name, description, value).baseUnit(unit).register(registry);
  }

  private Gauge.Builder<ServerMeters> gauge(String name, String description, Value value) {
    return Gauge.builder(name, this, _ -> value.now())
        .description(description)
        .strongReference(true);
  }

  private double since(Instant time) {
    return seconds(Duration.between(time, clock.instant()));
  }

  /** Negative afterwards. */
  private double until(Instant time) {
    return time.equals(Instant.MAX)
        ? Double.POSITIVE_INFINITY
        : seconds(Duration.between(clock.instant(), time));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }
}
