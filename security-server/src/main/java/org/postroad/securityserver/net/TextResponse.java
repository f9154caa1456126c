// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.postroad.protocol.mime.Headers;

/** A short response in UTF-8, for ports where machines and administrators look. */
public record TextResponse(int status, String reason, Headers headers, String text) {
  private static final String TYPE = "Content-Type";

  /** 200 with nothing in it. */
  public static final TextResponse EMPTY = new TextResponse(200, "OK", Headers.EMPTY, "");

  public static TextResponse plain(int status, String reason, String text) {
    return new TextResponse(status, reason, Headers.of(TYPE, "text/plain; charset=UTF-8"), text);
  }

  public static TextResponse json(String document) {
    return new TextResponse(
        200, "OK", Headers.of(TYPE, "application/json; charset=UTF-8"), document);
  }

  public void send(ServerExchange exchange) throws IOException {
    exchange.respond(
        new ResponseHead(status, reason, headers), text.getBytes(StandardCharsets.UTF_8));
  }
}
