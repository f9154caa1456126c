// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.dispatch.PortReply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells the audit log what became of requests (E09). */
final class Auditor {
  private static final String AUTHENTICATION = "API key authentication";
  private static final String FAILED = " failed";
  private static final String UNKNOWN = "";
  private static final String BY_TOKEN = "ApiKey";
  private static final int FIRST_FAILURE = 400;

  private final AuditLog log;
  private final InstantSource clock;
  private final JsonMapper mapper = new JsonMapper();

  Auditor(AuditLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** An operation that has no event reads only, and is not written down. */
  void answered(Call call, PortReply reply, String correlationId) {
    if (call.event().isEmpty()) {
      return;
    }
    boolean failed = reply.status() >= FIRST_FAILURE;
    JsonNode body = failed ? read(reply) : mapper.createObjectNode();
    log.write(
        clock.instant(),
        correlationId,
        new AuditLog.Entry(
            call.event().get().text() + (failed ? FAILED : ""),
            call.caller().name(),
            call.head().caller().getHostAddress(),
            failed ? Optional.of(reason(body, reply)) : Optional.empty(),
            failed ? Optional.of(body.has("warnings")) : Optional.empty(),
            BY_TOKEN,
            call.head().path(),
            call.data()));
  }

  /** Somebody came with a token that nobody was given, or with none. */
  void strangerCame(PortHead head, String correlationId) {
    log.write(
        clock.instant(),
        correlationId,
        new AuditLog.Entry(
            AUTHENTICATION + FAILED,
            UNKNOWN,
            head.caller().getHostAddress(),
            Optional.of(ErrorMapper.code(401)),
            Optional.of(false),
            BY_TOKEN,
            head.path(),
            Map.of()));
  }

  private static String reason(JsonNode body, PortReply reply) {
    JsonNode error = body.path("error");
    String code = error.path("code").asString(ErrorMapper.code(reply.status()));
    JsonNode more = error.path("metadata");
    return more.isArray() && !more.isEmpty() ? code + ": " + more.get(0).asString("") : code;
  }

  private JsonNode read(PortReply reply) {
    try {
      return mapper.readTree(reply.body());
    } catch (JacksonException noJson) {
      return mapper.createObjectNode();
    }
  }
}
