// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.exchange.Scope;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestMessages;

/** Transported requests up to their message, as the other security server would send them. */
final class Fixtures {
  static final String BOUNDARY = "xtopabcdefghijklmnopqrstuvwxyzabcd";

  private Fixtures() {}

  @FunctionalInterface
  interface Parts {
    void writeTo(TransportWriter writer) throws IOException;
  }

  static byte[] body(Parts parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      parts.writeTo(new TransportWriter(out, BOUNDARY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] rest(RestRequest request, byte[]... ocspResponses) {
    return body(writer -> {
      for (byte[] response : ocspResponses) {
        writer.ocspResponse(response);
      }
      writer.restRequest(request.bytes());
      writer.fault(new byte[0]);
      writer.end();
    });
  }

  static byte[] soap(byte[] envelope, byte[]... ocspResponses) {
    return body(writer -> {
      for (byte[] response : ocspResponses) {
        writer.ocspResponse(response);
      }
      writer.soap(envelope, "text/xml; charset=UTF-8", Headers.EMPTY);
      writer.fault(new byte[0]);
      writer.end();
    });
  }

  /** Transport headers of a REST or SOAP request, some replaced; an empty value removes one. */
  static Headers headers(boolean rest, String... replaced) {
    List<String[]> all =
        new ArrayList<>(
            List.of(
                new String[] {"Content-Type", TransportWriter.contentType(BOUNDARY)},
                new String[] {TransportHeaders.REQUEST_ID, TestMessages.REQUEST_ID},
                new String[] {TransportHeaders.HASH_ALGORITHM, "SHA-512"},
                new String[] {TransportHeaders.PROXY_VERSION, "7.8.1"},
                new String[] {TransportHeaders.MESSAGE_TYPE, rest ? "REST" : ""}));
    for (int i = 0; i < replaced.length; i += 2) {
      String name = replaced[i];
      all.removeIf(each -> each[0].equalsIgnoreCase(name));
      all.add(new String[] {name, replaced[i + 1]});
    }
    Headers.Builder headers = Headers.builder();
    for (String[] each : all) {
      if (!each[1].isEmpty()) {
        headers.add(each[0], each[1]);
      }
    }
    return headers.build();
  }

  static FakeExchange post(Headers headers, byte[] body) {
    return FakeExchange.of("POST", "/", headers, body);
  }

  static Arrival arrival(ServerExchange exchange) {
    return new Arrival(exchange, new Scope(), new TransportReply(exchange, new Random(1)));
  }
}
