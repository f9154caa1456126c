// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.postroad.registry.dispatch.RestEndpoint;
import org.postroad.registry.net.PortHead;
import org.postroad.registry.net.PortReply;
import org.postroad.registry.net.PortRequest;
import org.postroad.registry.net.PortService;

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

  private final AdministrationOptions options;
  private final RestEndpoint endpoint;
  private final TokenCheck tokens;
  private final Auditor auditor;
  private final Json json;
  private final SecureRandom random;

  private Administration(
      AdministrationOptions options,
      RestEndpoint endpoint,
      TokenCheck tokens,
      Auditor auditor,
      Json json,
      SecureRandom random) {
    this.options = options;
    this.endpoint = endpoint;
    this.tokens = tokens;
    this.auditor = auditor;
    this.json = json;
    this.random = random;
  }

  /** Starts it, which takes about a second: the ports that data go through open before. */
  public static Administration open(
      Registry registry, AdministrationOptions options, Clock clock, SecureRandom random) {
    var json = new Json();
    var tokens = new TokenCheck(registry::tokens, clock);
    var auditLog = new AuditLog(options.auditLog(), registry.system().status().node(), json);
    RestEndpoint endpoint =
        RestEndpoint.open(
            BASE,
            Resources.of(registry, tokens, UUID::randomUUID),
            List.of(
                new JsonBodies(json),
                new ErrorMapper(),
                new CallProvider(),
                new CheckPermission(auditLog),
                new AnswerCreated()));
    return new Administration(
        options, endpoint, tokens, new Auditor(auditLog, clock), json, random);
  }

  @Override
  public PortReply answer(PortRequest request) {
    String id = correlationId();
    PortHead head = request.head();
    try {
      requireHost(head);
      if (head.path().equals(DOCUMENT) || head.path().equals(BASE + DOCUMENT)) {
        return finished(document(head), id);
      }
      if (!head.path().startsWith(BASE + "/")) {
        throw Refusal.of(404, ErrorMapper.code(404));
      }
      requireNear(head);
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

  private static PortReply document(PortHead head) {
    if (!head.method().equals("GET")) {
      throw Refusal.of(405, ErrorMapper.code(405));
    }
    return new PortReply(200, Map.of("content-type", "application/yaml"), openApi());
  }

  /** What is kept of an API token (E03). */
  public static String hash(String token) {
    return TokenCheck.hash(token);
  }

  /** The document that describes the API. */
  static byte[] openApi() {
    try (InputStream in = Administration.class.getResourceAsStream("openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its OpenAPI document");
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the OpenAPI document", unreadable);
    }
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

  private void requireHost(PortHead head) {
    if (options.allowedHostnames().isEmpty()) {
      return;
    }
    String host = head.header("host").orElse("");
    int port = host.lastIndexOf(':');
    String name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    if (!options.allowedHostnames().contains(name.toLowerCase(Locale.ROOT))) {
      throw Refusal.of(400, "host_not_allowed", host);
    }
  }

  private void requireNear(PortHead head) {
    boolean aboutTokens =
        head.path().equals(BASE + "/api-keys") || head.path().startsWith(BASE + "/api-keys/");
    if (aboutTokens && !options.tokensFromAnywhere() && !head.caller().isLoopbackAddress()) {
      throw Refusal.of(403, ErrorMapper.code(403));
    }
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
