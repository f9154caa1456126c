// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.LineRun;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;

/**
 * {@code GET /listClients}: who there is in this instance, or in a federated one named by {@code
 * xRoadInstance}, for anybody who reaches the port (F-001 to F-007).
 */
final class ListClients implements HttpHandler {

  private static final String PATH = "/listClients";
  private static final String INSTANCE = "xRoadInstance=";
  private static final int MOST_PARAMETERS = 100;

  private final ExchangeEnvironment environment;

  ListClients(ExchangeEnvironment environment) {
    this.environment = environment;
  }

  boolean serves(RequestHead request) {
    return request.method().equals("GET") && request.path().equals(PATH);
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    new LineRun(Side.CONSUMER, ExchangeRecord.Purpose.INQUIRY, environment)
        .execute((_, _) -> list(exchange), FaultReply.SOAP.teller(exchange));
  }

  private void list(ServerExchange exchange) throws IOException {
    RequestHead request = exchange.request();
    GlobalConfiguration global =
        environment.configuration().get().global().at(environment.clock().instant());
    String instance = instanceAsked(request.query()).orElse(global.instance());
    ClientList clients = ClientList.of(parameters(global, instance));
    if (AcceptedTypes.of(request.headers()).contains("application/json")) {
      send(exchange, "application/json; charset=utf-8", clients.toJson());
    } else {
      send(exchange, "text/xml; charset=UTF-8", clients.toXml());
    }
  }

  private static SharedParameters parameters(GlobalConfiguration global, String instance) {
    return global
        .parameters(instance)
        .orElseThrow(() ->
            new Fault(
                FaultCode.INTERNAL_ERROR,
                "Shared params for instance identifier " + instance + " not found"));
  }

  private static Optional<String> instanceAsked(String query) {
    return Arrays.stream(query.split("&", MOST_PARAMETERS))
        .filter(parameter -> parameter.startsWith(INSTANCE))
        .map(parameter -> decoded(parameter.substring(INSTANCE.length())))
        .findFirst()
        .filter(instance -> !instance.isBlank());
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.BAD_REQUEST, "Query is not percent-encoded: " + text, e);
    }
  }

  private static void send(ServerExchange exchange, String type, byte[] body) throws IOException {
    exchange.respond(new ResponseHead(200, "OK", Headers.of("Content-Type", type)), body);
  }
}
