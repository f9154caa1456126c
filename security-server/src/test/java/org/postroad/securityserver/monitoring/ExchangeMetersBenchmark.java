// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.Moments;
import org.postroad.securityserver.exchange.StageTime;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.testing.TestMessages;

/**
 * What it costs an exchange of ten stages to be counted: run with {@code -prof gc} to see that
 * nothing is allocated.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExchangeMetersBenchmark {
  private static final Instant START = Instant.ofEpochMilli(1_000_000);

  private final ExchangeMeters meters =
      new ExchangeMeters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  private final ExchangeRecord exchange = exchange();

  private static ExchangeRecord exchange() {
    Optional<CarriedMessage> message =
        Optional.of(new CarriedMessage(TestMessages.soap(TestMessages.service("people")), 0, 0));
    List<Class<?>> stages =
        List.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            Boolean.class,
            String.class,
            Object.class);
    return new ExchangeRecord(
        Side.CONSUMER,
        ExchangeRecord.Purpose.MESSAGE,
        new Moments(
            START, Optional.empty(), Optional.empty(), Optional.empty(), START.plusMillis(7)),
        Optional.of(TestMessages.REQUEST_ID),
        message,
        message,
        Optional.empty(),
        Optional.empty(),
        stages.stream().map(stage -> new StageTime(stage, 700_000)).toList());
  }

  @Benchmark
  public ExchangeRecord count() {
    meters.add(exchange);
    return exchange;
  }
}
