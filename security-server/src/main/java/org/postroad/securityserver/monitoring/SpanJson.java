// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.identifier.SecurityServerId;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Spans as collectors take them: OTLP with JSON, where times are decimal texts and ids hexadecimal.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP</a>
 */
final class SpanJson {
  private static final int SERVER = 2;
  private static final int OK = 1;
  private static final int ERROR = 2;
  private static final double NANOS_OF_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final SecurityServerId server;

  SpanJson(SecurityServerId server) {
    this.server = server;
  }

  byte[] write(List<Span> spans) {
    ObjectNode request = JsonMapper.shared().createObjectNode();
    ObjectNode resource = request.putArray("resourceSpans").addObject();
    ArrayNode attributes = resource.putObject("resource").putArray("attributes");
    text(attributes, "service.name", "postroad");
    text(attributes, "service.instance.id", server.text());
    ObjectNode scope = resource.putArray("scopeSpans").addObject();
    scope.putObject("scope").put("name", "org.postroad.securityserver");
    ArrayNode written = scope.putArray("spans");
    spans.forEach(span -> write(span, written.addObject()));
    return JsonMapper.shared().writeValueAsBytes(request);
  }

  private static void write(Span span, ObjectNode json) {
    Span.Ids ids = span.ids();
    json.put("traceId", ids.trace()).put("spanId", ids.span());
    if (!ids.parent().isEmpty()) {
      json.put("parentSpanId", ids.parent());
    }
    if (!ids.state().isEmpty()) {
      json.put("traceState", ids.state());
    }
    String side = span.side().name().toLowerCase(Locale.ROOT);
    json.put("name", span.about().map(about -> about.service().serviceCode()).orElse(side))
        .put("kind", SERVER)
        .put("startTimeUnixNano", nanos(span.moments().requestIn()))
        .put("endTimeUnixNano", nanos(span.moments().end()));
    ArrayNode attributes = json.putArray("attributes");
    text(attributes, "postroad.side", side);
    text(attributes, "xroad.request_id", span.requestId());
    span.about()
        .ifPresent(about -> {
          text(attributes, "xroad.id", about.queryId());
          text(attributes, "xroad.service", about.service().text());
        });
    span.fault().map(FaultReport::code).ifPresent(code -> text(attributes, "xroad.fault", code));
    span.stages()
        .forEach(stage ->
            attribute(attributes, "postroad.stage." + stage.stage() + ".ms")
                .put("doubleValue", stage.nanos() / NANOS_OF_MILLI));
    ObjectNode status = json.putObject("status").put("code", span.fault().isEmpty() ? OK : ERROR);
    span.fault().map(FaultReport::code).ifPresent(code -> status.put("message", code));
  }

  private static void text(ArrayNode attributes, String key, String value) {
    attribute(attributes, key).put("stringValue", value);
  }

  private static ObjectNode attribute(ArrayNode attributes, String key) {
    return attributes.addObject().put("key", key).putObject("value");
  }

  private static String nanos(Instant time) {
    return Long.toString(TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano());
  }
}
