// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.administration.Administration;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.postroad.protocol.dispatch.PortService;
import org.postroad.protocol.dispatch.RequestRates;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;

/**
 * What comes in at the port of the administration API: counted, read up to its limit (E06) and then
 * answered. The API itself is asked for with the first request.
 */
public final class AdministrationPort implements HttpHandler {
  private static final String TREE = Administration.BASE + "/" + DeclarationResource.PATH + "/";
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;

  private final Supplier<? extends PortService> api;
  private final PortLimits limits;
  private final RequestRates rates;

  /**
   * @param api asked for every request; may take its time the first time
   */
  public AdministrationPort(Supplier<? extends PortService> api, PortLimits limits, Clock clock) {
    this.api = api;
    this.limits = limits;
    this.rates = new RequestRates(limits, clock);
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    PortHead head = head(exchange);
    send(exchange, reply(exchange, head));
  }

  private PortReply reply(ServerExchange exchange, PortHead head) throws IOException {
    if (!rates.admit(head.caller())) {
      return api.get().refuse(head, TOO_MANY);
    }
    int most = isTree(head) ? limits.uploadBytes() : limits.bodyBytes(head);
    byte[] body = exchange.body().readNBytes(most + 1);
    return body.length > most
        ? api.get().refuse(head, TOO_LARGE)
        : api.get().answer(new PortRequest(head, body));
  }

  /** Whether the body says what a whole server is to be, which takes as much as a file. */
  private static boolean isTree(PortHead head) {
    return head.path().startsWith(TREE);
  }

  private static PortHead head(ServerExchange exchange) {
    var headers = new HashMap<String, List<String>>();
    exchange
        .request()
        .headers()
        .forEach(header ->
            headers.computeIfAbsent(header.name(), _ -> new ArrayList<>()).add(header.value()));
    InetAddress caller = exchange.remoteAddress().getAddress();
    return new PortHead(
        exchange.request().method(),
        exchange.request().path(),
        exchange.request().query(),
        headers,
        caller);
  }

  private static void send(ServerExchange exchange, PortReply reply) throws IOException {
    Headers.Builder headers = Headers.builder();
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      headers.add(header.getKey(), header.getValue());
    }
    String reason =
        Optional.ofNullable(Status.fromStatusCode(reply.status()))
            .map(Status::getReasonPhrase)
            .orElse("");
    exchange.respond(new ResponseHead(reply.status(), reason, headers.build()), reply.body());
  }
}
