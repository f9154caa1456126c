// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.ConnectOptions;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.net.TlsContext;

/**
 * One hop that passes everything on: the same listener, client and threads as a security server,
 * without signature, log or any look at the message.
 */
final class Relay implements HttpHandler {

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "transfer-encoding", "date");
  private static final ConnectOptions OPTIONS =
      new ConnectOptions(Duration.ofSeconds(30), Duration.ZERO, _ -> {});

  private final HttpClient client;
  private final InetSocketAddress next;
  private final Optional<TlsContext> tls;
  private final LongAdder passed = new LongAdder();

  Relay(HttpClient client, InetSocketAddress next, Optional<TlsContext> tls) {
    this.client = client;
    this.next = next;
    this.tls = tls;
  }

  /** Exchanges so far; for any thread. */
  long exchanges() {
    return passed.sum();
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    try (ClientConnection connection = client.connect(List.of(next), tls, OPTIONS)) {
      forward(exchange, connection);
      ResponseHead head = connection.receive();
      OutputStream out =
          exchange.respond(new ResponseHead(head.status(), head.reason(), passed(head.headers())));
      connection.body().transferTo(out);
      out.close();
      connection.release();
      passed.increment();
    }
  }

  private static void forward(ServerExchange exchange, ClientConnection connection)
      throws IOException {
    RequestHead asked = exchange.request();
    Headers headers = passed(asked.headers());
    RequestHead head = new RequestHead(asked.method(), asked.target(), headers);
    if (asked.headers().has("Content-Length") || asked.headers().has("Transfer-Encoding")) {
      OutputStream out = connection.send(head);
      exchange.body().transferTo(out);
      out.close();
    } else {
      connection.send(head, new byte[0]);
    }
  }

  private static Headers passed(Headers headers) {
    return headers.without(OF_THE_CONNECTION);
  }
}
