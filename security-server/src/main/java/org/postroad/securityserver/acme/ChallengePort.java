// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.io.IOException;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.net.TextResponse;

/**
 * The port where authorities find what proves that a name is that of this server:
 *
 * <pre>
 * GET /.well-known/acme-challenge/&lt;token&gt;
 * </pre>
 *
 * <p>It tells what the authority that gave the token knows already, so it is told to anybody, and
 * without TLS, since HTTP-01 asks for that. Nothing else is there.
 */
public final class ChallengePort implements HttpHandler {
  private static final String PATH = "/.well-known/acme-challenge/";

  private final Challenges challenges;

  public ChallengePort(Challenges challenges) {
    this.challenges = challenges;
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    response(exchange.request().method(), exchange.request().target()).send(exchange);
  }

  private TextResponse response(String method, String target) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return new TextResponse(405, "Method Not Allowed", Headers.of("Allow", "GET, HEAD"), "");
    }
    String token = target.startsWith(PATH) ? target.substring(PATH.length()) : "";
    return challenges
        .answer(token)
        .map(answer ->
            new TextResponse(
                200, "OK", Headers.of("Content-Type", "application/octet-stream"), answer))
        .orElseGet(() -> TextResponse.plain(404, "Not Found", "nothing is here\n"));
  }
}
