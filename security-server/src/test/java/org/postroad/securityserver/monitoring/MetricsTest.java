// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.Moments;
import org.postroad.securityserver.exchange.StageTime;
import org.postroad.securityserver.messagelog.LogStatus;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** What is counted and in which words it is told (decision 0059). */
final class MetricsTest {
  private static final Instant NOW = TestAuthority.NOW;

  private final StandingClock clock = new StandingClock(NOW);
  private final Metrics metrics = Metrics.start(clock);

  @AfterEach
  void close() {
    metrics.close();
  }

  private static ExchangeRecord exchange(
      ExchangeRecord.Purpose purpose, Optional<CarriedMessage> request, String... fault) {
    return new ExchangeRecord(
        Side.CONSUMER,
        purpose,
        new Moments(NOW, Optional.empty(), Optional.empty(), Optional.empty(), NOW.plusMillis(20)),
        Optional.empty(),
        request,
        Optional.empty(),
        Optional.empty(),
        List.of(fault).stream().map(code -> new FaultReport(code, "text", "id")).findFirst(),
        List.of(new StageTime(Sign.class, 3_000_000)));
  }

  /** Stands for a stage. */
  private static final class Sign {}

  private static Optional<CarriedMessage> soap() {
    return Optional.of(
        new CarriedMessage(TestMessages.soap(TestMessages.service("people")), 1000, 2));
  }

  /** Every sample by its name with its labels in their order. */
  private Map<String, String> told() throws IOException {
    FakeExchange exchange = FakeExchange.get("/metrics");
    metrics.handle(exchange);
    assertEquals("text/plain; version=0.0.4; charset=utf-8", exchange.header("Content-Type"));
    Map<String, String> samples = new LinkedHashMap<>();
    exchange
        .text()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int end = line.lastIndexOf(' ');
          samples.put(line.substring(0, end), line.substring(end + 1));
        });
    return samples;
  }

  @Test
  void anExchangeIsCountedWithItsStages() throws IOException {
    metrics.accept(exchange(ExchangeRecord.Purpose.MESSAGE, soap()));
    metrics.accept(exchange(ExchangeRecord.Purpose.MESSAGE, soap()));
    Map<String, String> told = told();
    String labels = "kind=\"soap\",outcome=\"success\",side=\"consumer\"";
    assertEquals("2", told.get("postroad_exchange_duration_seconds_count{" + labels + "}"));
    assertEquals("0.04", told.get("postroad_exchange_duration_seconds_sum{" + labels + "}"));
    assertEquals(
        "0", told.get("postroad_exchange_duration_seconds_bucket{" + labels + ",le=\"0.01\"}"));
    assertEquals(
        "2", told.get("postroad_exchange_duration_seconds_bucket{" + labels + ",le=\"0.025\"}"));
    assertEquals(
        "2", told.get("postroad_stage_duration_seconds_count{side=\"consumer\",stage=\"Sign\"}"));
    assertEquals(
        "2000.0",
        told.get("postroad_message_body_bytes_total{message=\"request\",side=\"consumer\"}"));
  }

  @Test
  void aRefusalIsCountedByWhoseItIsAndItsInnermostCode() throws IOException {
    metrics.accept(
        exchange(
            ExchangeRecord.Purpose.MESSAGE,
            Optional.empty(),
            "server.serverproxy.service_failed.network_error"));
    metrics.accept(
        exchange(ExchangeRecord.Purpose.MESSAGE, soap(), "Server.ServerProxy.AccessDenied"));
    Map<String, String> told = told();
    assertEquals(
        "1",
        told.get(
            "postroad_exchange_duration_seconds_count"
                + "{kind=\"unread\",outcome=\"refused\",side=\"consumer\"}"));
    assertEquals("1.0", told.get(fault("provider", "network_error")));
    assertEquals("1.0", told.get(fault("provider", "access_denied")));
  }

  private static String fault(String blame, String code) {
    return "postroad_exchange_faults_total{blame=\"%s\",fault=\"%s\",side=\"consumer\"}"
        .formatted(blame, code);
  }

  @Test
  void whatStrangersSendMakesNoLabels() throws IOException {
    for (int i = 0; i < 50; i++) {
      metrics.accept(
          exchange(ExchangeRecord.Purpose.MESSAGE, soap(), "stranger" + i + ".anything" + i));
    }
    Map<String, String> told = told();
    assertEquals("50.0", told.get(fault("other", "other")));
    assertTrue(told.keySet().stream().noneMatch(name -> name.contains("anything")));
  }

  @Test
  void anInquiryIsNoExchange() throws IOException {
    metrics.accept(exchange(ExchangeRecord.Purpose.INQUIRY, soap()));
    assertTrue(told().keySet().stream().noneMatch(name -> name.contains("stage=\"Sign\"")));
  }

  @Test
  void openMetricsAreToldToWhoeverAsksForThem() throws IOException {
    FakeExchange exchange =
        FakeExchange.of(
            "GET",
            "/metrics",
            Headers.of(
                "Accept",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2"),
            new byte[0]);
    metrics.handle(exchange);
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        exchange.header("Content-Type"));
    assertTrue(exchange.text().endsWith("# EOF\n"), exchange.text());
  }

  @Test
  void theStateOfTheServerIsReadWheneverItIsTold() throws IOException {
    TestInstance instance = new TestInstance();
    KnownCertificate signing =
        new KnownCertificate(
            instance.providerKey().certificate(), KnownCertificate.Type.SIGN, true);
    AtomicReference<Optional<Instant>> ocsp = new AtomicReference<>(Optional.empty());
    AtomicReference<LogStatus> log = new AtomicReference<>(log(7, OptionalLong.of(3)));
    metrics.watch(
        new WatchedServer(
            new WatchedServer.Certificates(() -> List.of(signing), _ -> ocsp.get()),
            new WatchedServer.Fetched(
                () -> Optional.of(NOW.plusSeconds(600)), () -> Optional.of(NOW.minusSeconds(30))),
            new WatchedServer.Log(log::get, () -> 2, () -> 5),
            new WatchedServer.Signatures(() -> 100, () -> 10),
            () ->
                Map.of(
                    URI.create("http://tsa.test/"),
                    Optional.of(
                        new TimestampAuthorities.Outcome(
                            NOW.minusSeconds(4), Optional.of("network_error")))),
            Map.of("messages", () -> 11),
            () -> 4096));
    Map<String, String> told = told();
    assertEquals("7.0", told.get("postroad_log_records_total"));
    assertEquals("2.0", told.get("postroad_journal_commits_total"));
    assertEquals("5.0", told.get("postroad_journal_waiting_entries"));
    assertEquals("1.0", told.get("postroad_index_lag_records"));
    assertEquals("3.0", told.get("postroad_timestamping_waiting_records"));
    assertEquals("60.0", told.get("postroad_timestamping_failing_seconds"));
    assertEquals("100.0", told.get("postroad_signatures_messages_total"));
    assertEquals("10.0", told.get("postroad_signatures_operations_total"));
    assertEquals("600.0", told.get("postroad_configuration_expires_seconds"));
    assertEquals("30.0", told.get("postroad_configuration_age_seconds"));
    assertEquals("11.0", told.get("postroad_connections{port=\"messages\"}"));
    assertEquals("4096.0", told.get("postroad_bodies_waiting_bytes"));
    assertEquals("0.0", told.get("postroad_timestamping_service_up{service=\"http://tsa.test/\"}"));
    assertEquals("1.0", told.get("postroad_ocsp_missing{use=\"signing\"}"));
    assertFalse(told.containsKey("postroad_ocsp_age_seconds{use=\"signing\"}"));
    double left =
        Duration.between(NOW, signing.certificate().getNotAfter().toInstant()).toSeconds();
    assertEquals(
        left,
        Double.parseDouble(told.get("postroad_certificate_expires_seconds{use=\"signing\"}")));
    assertTrue(told.keySet().stream().anyMatch(name -> name.startsWith("jvm_memory_used_bytes")));

    ocsp.set(Optional.of(NOW.minusSeconds(90)));
    log.set(log(8, OptionalLong.empty()));
    clock.move(Duration.ofSeconds(10));
    Map<String, String> later = told();
    assertEquals("100.0", later.get("postroad_ocsp_age_seconds{use=\"signing\"}"));
    assertEquals("0.0", later.get("postroad_ocsp_missing{use=\"signing\"}"));
    assertEquals("8.0", later.get("postroad_log_records_total"));
    assertEquals("NaN", later.get("postroad_timestamping_waiting_records"));
    assertEquals("590.0", later.get("postroad_configuration_expires_seconds"));
  }

  private static LogStatus log(long records, OptionalLong waiting) {
    return new LogStatus(
        new UUID(1, 2),
        1,
        4096,
        records,
        new LogStatus.Index("embedded", records - 1, 1, false, Optional.empty()),
        waiting,
        Optional.of(NOW.minusSeconds(60)),
        Duration.ofMinutes(1),
        List.of(),
        1 << 30,
        1 << 28);
  }
}
