// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Carries questions and answers over HTTP POST; questions are small. */
record AnswerHandler(String contentType, Answer answer) implements HttpHandler {
  private static final int MAX_QUESTION = 4096;

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] question = exchange.getRequestBody().readNBytes(MAX_QUESTION + 1);
      if (question.length > MAX_QUESTION) {
        exchange.sendResponseHeaders(413, -1);
        return;
      }
      byte[] bytes = answer.to(question);
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
