// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;

/**
 * Answers REST with 2 KB of JSON and SOAP with the request's own envelope, as cheaply as it can.
 */
final class TrivialService implements HttpHandler {

  private static final byte[] JSON = Workload.json().getBytes(ISO_8859_1);
  private static final String ELEMENT = "b:" + Workload.BODY_ELEMENT;

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    String contentType = exchange.request().headers().first("Content-Type").orElse("");
    if (contentType.startsWith("text/xml")) {
      String request = new String(exchange.body().readAllBytes(), ISO_8859_1);
      answer(exchange, contentType, response(request).getBytes(ISO_8859_1));
    } else {
      exchange.body().transferTo(OutputStream.nullOutputStream());
      answer(exchange, "application/json", JSON);
    }
  }

  static String response(String request) {
    return request
        .replace("<" + ELEMENT + " ", "<" + ELEMENT + "Response ")
        .replace("</" + ELEMENT + ">", "</" + ELEMENT + "Response>");
  }

  private static void answer(ServerExchange exchange, String contentType, byte[] body)
      throws IOException {
    exchange.respond(new ResponseHead(200, "OK", Headers.of("Content-Type", contentType)), body);
  }
}
