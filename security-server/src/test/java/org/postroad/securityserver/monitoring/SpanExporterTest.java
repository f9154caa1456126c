// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.Moments;
import org.postroad.securityserver.exchange.StageTime;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a collector is told of an exchange, and what becomes of it without one (decision 0060). */
final class SpanExporterTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00.000000123Z");
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";

  private final HttpSite site = new HttpSite();
  private final List<JsonNode> taken = new ArrayList<>();

  @AfterEach
  void close() {
    site.close();
  }

  private static ExchangeRecord exchange(Side side, Message message, String... faults) {
    return new ExchangeRecord(
        side,
        ExchangeRecord.Purpose.MESSAGE,
        new Moments(
            START, Optional.empty(), Optional.empty(), Optional.empty(), START.plusMillis(7)),
        Optional.of(TestMessages.REQUEST_ID),
        Optional.of(new CarriedMessage(message, 0, 0)),
        Optional.empty(),
        Optional.empty(),
        List.of(faults).stream().map(code -> new FaultReport(code, "text", "id")).findFirst(),
        List.of(new StageTime(String.class, 1_500_000)));
  }

  private static Message soap() {
    return TestMessages.soap(TestMessages.service("people"));
  }

  private static Message traced(String flags) {
    return TestMessages.rest(
        "GET",
        "people",
        "/a",
        "traceparent",
        "00-" + TRACE + "-" + PARENT + "-" + flags,
        "tracestate",
        "vendor=1");
  }

  private SpanExporter collected() {
    site.serve(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            taken.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    return SpanExporter.start(
        site.uri("/v1/traces"), Duration.ofSeconds(20), TestInstance.CALLER_SERVER);
  }

  private List<JsonNode> spans(ExchangeRecord... exchanges) {
    try (SpanExporter exporter = collected()) {
      for (ExchangeRecord exchange : exchanges) {
        exporter.accept(exchange);
      }
    }
    List<JsonNode> spans = new ArrayList<>();
    for (JsonNode request : taken) {
      request.at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add);
    }
    return spans;
  }

  private static String attribute(JsonNode span, String key) {
    for (JsonNode attribute : span.path("attributes")) {
      if (attribute.path("key").asString().equals(key)) {
        return attribute.at("/value/stringValue").asString();
      }
    }
    return "(absent)";
  }

  @Test
  void bothSidesOfAnExchangeFindEachOtherByItsIdAlone() {
    List<JsonNode> spans = spans(exchange(Side.CONSUMER, soap()), exchange(Side.PROVIDER, soap()));
    JsonNode consumer = spans.get(0);
    JsonNode provider = spans.get(1);
    assertEquals(consumer.path("traceId"), provider.path("traceId"));
    assertEquals(consumer.path("spanId"), provider.path("parentSpanId"));
    assertNotEquals(consumer.path("spanId"), provider.path("spanId"));
    assertFalse(consumer.has("parentSpanId"));
    assertEquals("consumer", attribute(consumer, "postroad.side"));
    assertEquals(TestMessages.REQUEST_ID, attribute(provider, "xroad.request_id"));
    assertEquals("people", provider.path("name").asString());
    assertEquals("1795262400000000123", consumer.path("startTimeUnixNano").asString());
    assertEquals("1795262400007000123", consumer.path("endTimeUnixNano").asString());
    assertEquals(1, consumer.at("/status/code").intValue());
  }

  @Test
  void theTraceOfTheInformationSystemGoesOn() {
    List<JsonNode> spans =
        spans(exchange(Side.CONSUMER, traced("01")), exchange(Side.PROVIDER, traced("01")));
    assertEquals(TRACE, spans.get(0).path("traceId").asString());
    assertEquals(PARENT, spans.get(0).path("parentSpanId").asString());
    assertEquals("vendor=1", spans.get(0).path("traceState").asString());
    assertEquals(TRACE, spans.get(1).path("traceId").asString());
    assertEquals(spans.get(0).path("spanId"), spans.get(1).path("parentSpanId"));
  }

  @Test
  void whatItsOwnerDoesNotRecordIsNotSent() {
    assertEquals(List.of(), spans(exchange(Side.CONSUMER, traced("00"))));
  }

  @Test
  void aFaultIsAnError() {
    JsonNode span =
        spans(exchange(Side.CONSUMER, soap(), "server.clientproxy.network_error")).getFirst();
    assertEquals(2, span.at("/status/code").intValue());
    assertEquals("server.clientproxy.network_error", attribute(span, "xroad.fault"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what",
        "0af7651916cd43dd8448eb211c80319c",
        ""
      })
  void whatIsNoTraceBeginsNone(String value) {
    assertEquals(Optional.empty(), TraceContext.of(Headers.of("traceparent", value)));
  }

  @Test
  void twoTracesAreNone() {
    String one = "00-" + TRACE + "-" + PARENT + "-01";
    assertTrue(TraceContext.of(Headers.of("Traceparent", one)).isPresent());
    Headers two = Headers.builder().add("traceparent", one).add("traceparent", one).build();
    assertEquals(Optional.empty(), TraceContext.of(two));
  }

  @Test
  void withoutACollectorSpansAreLostAndNothingElse() {
    URI nobody = site.uri("/v1/traces");
    site.close();
    try (SpanExporter exporter =
        SpanExporter.start(nobody, Duration.ofSeconds(20), TestInstance.CALLER_SERVER)) {
      for (int i = 0; i < 5000; i++) {
        exporter.accept(exchange(Side.CONSUMER, soap()));
      }
      exporter.sendAll();
    }
    assertEquals(List.of(), taken);
  }
}
