// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.Origin;
import org.postroad.protocol.message.RestMessage;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.StageTime;
import org.postroad.securityserver.messagelog.Side;

/**
 * Counts exchanges and how long they and their stages took. Every meter of an exchange that goes
 * well is made before it or looked up without an allocation ({@code ExchangeMetersBenchmark}).
 * Labels come from closed sets: whatever a stranger sends, it makes no new time series.
 */
final class ExchangeMeters {
  private static final Duration[] OF_EXCHANGES = millis(1, 2, 5, 10, 25, 50, 100, 250, 1000, 10000);
  private static final Duration[] OF_STAGES =
      Stream.concat(
              Stream.of(Duration.ofNanos(100_000), Duration.ofNanos(500_000)),
              Arrays.stream(millis(1, 5, 10, 50, 100, 1000)))
          .toArray(Duration[]::new);
  private static final String OTHER = "other";

  /** What an exchange was about. */
  private enum Kind {
    SOAP,
    REST,
    /** Nobody knows, since its message could not be read. */
    UNREAD
  }

  /** A refusal, as far as it is told apart. */
  private record Refusal(Side side, String blame, String fault) {}

  private final MeterRegistry registry;
  private final Map<Side, OfSide> sides = new EnumMap<>(Side.class);
  private final Map<Refusal, Counter> refusals = new ConcurrentHashMap<>();

  ExchangeMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Side side : Side.values()) {
      sides.put(side, new OfSide(registry, word(side)));
    }
  }

  private static Duration[] millis(long... values) {
    return Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  void add(ExchangeRecord exchange) {
    OfSide side = Objects.requireNonNull(sides.get(exchange.side()));
    long nanos = exchange.moments().requestIn().until(exchange.moments().end(), ChronoUnit.NANOS);
    side.exchange(kind(exchange.request()), exchange.succeeded())
        .record(nanos, TimeUnit.NANOSECONDS);
    count(side.requestBytes, exchange.request());
    count(side.responseBytes, exchange.response());
    List<StageTime> stages = exchange.stages();
    for (int i = 0; i < stages.size(); i++) {
      StageTime stage = stages.get(i);
      side.stage(stage.type()).record(stage.nanos(), TimeUnit.NANOSECONDS);
    }
    if (exchange.fault().isPresent()) {
      refused(exchange.side(), exchange.fault().get());
    }
  }

  private static void count(Counter bytes, Optional<CarriedMessage> message) {
    if (message.isPresent()) {
      bytes.increment((double) message.get().bodyBytes());
    }
  }

  private static Kind kind(Optional<CarriedMessage> request) {
    if (request.isEmpty()) {
      return Kind.UNREAD;
    }
    return switch (request.get().message()) {
      case SoapMessage _ -> Kind.SOAP;
      case RestMessage _ -> Kind.REST;
    };
  }

  private void refused(Side side, FaultReport fault) {
    String code = fault.code();
    String innermost = code.substring(code.lastIndexOf('.') + 1);
    Refusal refusal =
        new Refusal(side, blame(code), FaultCode.of(innermost).map(FaultCode::wire).orElse(OTHER));
    refusals.computeIfAbsent(refusal, this::counter).increment();
  }

  /** Who is told to be to blame, by the first part of the code. */
  private static String blame(String code) {
    String lower = code.toLowerCase(Locale.ROOT);
    return Stream.of(Origin.values())
        .filter(origin -> lower.startsWith(origin.prefix() + "."))
        .findFirst()
        .map(ExchangeMeters::word)
        .orElse(OTHER);
  }

  private Counter counter(Refusal refusal) {
    return Counter.builder("postroad.exchange.faults")
        .description("Exchanges that ended with a fault, by whose it was told to be and its code")
        .tags("side", word(refusal.side()), "blame", refusal.blame(), "fault", refusal.fault())
        .register(registry);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The meters of one side. */
  private static final class OfSide {
    private final MeterRegistry registry;
    private final String side;
    private final Map<Kind, Timer> succeeded = new EnumMap<>(Kind.class);
    private final Map<Kind, Timer> refused = new EnumMap<>(Kind.class);
    private final Map<Class<?>, Timer> stages = new ConcurrentHashMap<>();
    private final Counter requestBytes;
    private final Counter responseBytes;

    OfSide(MeterRegistry registry, String side) {
      this.registry = registry;
      this.side = side;
      for (Kind kind : Kind.values()) {
        succeeded.put(kind, newExchange(kind, "success"));
        refused.put(kind, newExchange(kind, "refused"));
      }
      this.requestBytes = bytes("request");
      this.responseBytes = bytes("response");
    }

    private Counter bytes(String message) {
      return Counter.builder("postroad.message.body")
          .description("Bytes of REST bodies and SOAP attachments")
          .baseUnit("bytes")
          .tags("side", side, "message", message)
          .register(registry);
    }

    private Timer newExchange(Kind kind, String outcome) {
      return Timer.builder("postroad.exchange.duration")
          .description("From the first byte of a request to the last of its response")
          .tags("side", side, "kind", word(kind), "outcome", outcome)
          .serviceLevelObjectives(OF_EXCHANGES)
          .register(registry);
    }

    Timer exchange(Kind kind, boolean success) {
      return Objects.requireNonNull((success ? succeeded : refused).get(kind));
    }

    Timer stage(Class<?> type) {
      Timer known = stages.get(type);
      return known == null ? stages.computeIfAbsent(type, this::newStage) : known;
    }

    private Timer newStage(Class<?> type) {
      return Timer.builder("postroad.stage.duration")
          .description("Of one stage of an exchange, waiting for others included")
          .tags("side", side, "stage", type.getSimpleName())
          .serviceLevelObjectives(OF_STAGES)
          .register(registry);
    }
  }
}
