// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.postroad.protocol.dispatch.PortService;
import org.postroad.protocol.dispatch.RestEndpoint;

/**
 * The administration API behind its port (E01): who may come in is decided here, then the resources
 * answer, and what was changed is written to the audit log. Safe for several threads at once.
 */
public final class Administration implements PortService, AutoCloseable {
  /** Where the API begins. */
  public static final String BASE = "/api/v1";

  private static final String CORRELATION_ID = "x-road-ui-correlation-id";
  private static final String DOCUMENT = "/openapi.yaml";
  private static final int ID_BYTES = 8;

  private final ApiDescription api;
  private final Admission admission;
  private final RestEndpoint endpoint;
  private final TokenCheck tokens;
  private final Auditor auditor;
  private final SecureRandom random;
  private final Json json = new Json();

  private Administration(
      ApiDescription api,
      Admission admission,
      RestEndpoint endpoint,
      TokenCheck tokens,
      Auditor auditor,
      SecureRandom random) {
    this.api = api;
    this.admission = admission;
    this.endpoint = endpoint;
    this.tokens = tokens;
    this.auditor = auditor;
    this.random = random;
  }

  /** Starts it, which takes about a second: the ports that data go through open before. */
  public static Administration open(
      ApiDescription api,
      Admission admission,
      TokenCheck tokens,
      AuditLog auditLog,
      InstantSource clock,
      SecureRandom random) {
    RestEndpoint endpoint =
        RestEndpoint.open(
            BASE,
            api.resources(),
            List.of(
                new JsonBodies(new Json()),
                new ErrorMapper(),
                new CallProvider(),
                new CheckPermission(api.rules(), auditLog),
                new AnswerCreated()));
    return new Administration(
        api, admission, endpoint, tokens, new Auditor(auditLog, clock), random);
  }

  @Override
  public PortReply answer(PortRequest request) {
    String id = correlationId();
    PortHead head = request.head();
    try {
      admission.requireHost(head);
      if (head.path().equals(DOCUMENT) || head.path().equals(BASE + DOCUMENT)) {
        return finished(document(head), id);
      }
      if (!head.path().startsWith(BASE + "/")) {
        throw Refusal.of(404, ErrorMapper.code(404));
      }
      admission.requireNear(head);
      return finished(answer(request, id), id);
    } catch (Refusal refusal) {
      return finished(reply(refusal.body()), id);
    }
  }

  private PortReply answer(PortRequest request, String id) {
    PortHead head = request.head();
    Optional<Caller> caller = head.header("authorization").flatMap(tokens::caller);
    if (caller.isEmpty()) {
      auditor.strangerCame(head, id);
      throw Refusal.of(401, ErrorMapper.code(401));
    }
    var call = new Call(head, caller.get());
    PortReply reply = endpoint.answer(request, Call.class, call);
    auditor.answered(call, reply, id);
    return reply;
  }

  @Override
  public PortReply refuse(PortHead head, int status) {
    return finished(
        reply(ErrorBody.of(status, ErrorMapper.code(status), List.of())), correlationId());
  }

  private PortReply reply(ErrorBody body) {
    return new PortReply(
        body.status(), Map.of("content-type", "application/json"), json.write(body));
  }

  private PortReply document(PortHead head) {
    if (!head.method().equals("GET")) {
      throw Refusal.of(405, ErrorMapper.code(405));
    }
    return new PortReply(200, Map.of("content-type", "application/yaml"), api.document());
  }

  /** Nobody's copy of a page that comes from here is to be kept or shown within another (E07). */
  private static PortReply finished(PortReply reply, String id) {
    var headers = new HashMap<String, String>(reply.headers());
    headers.remove("date");
    headers.put(CORRELATION_ID, id);
    headers.put("cache-control", "no-store");
    headers.put("x-content-type-options", "nosniff");
    return new PortReply(reply.status(), headers, reply.body());
  }

  private String correlationId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
