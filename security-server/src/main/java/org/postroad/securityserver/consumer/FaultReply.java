// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.LineRun;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;

/** How an information system is told of a fault: a SOAP fault or a REST error. */
enum FaultReply {
  /** HTTP 200, {@code text/xml;charset=utf-8}, an empty SOAPAction. */
  SOAP {
    @Override
    void send(ServerExchange exchange, FaultReport report) throws IOException {
      sendSoap(exchange, report.toSoap());
    }

    @Override
    void passOn(ServerExchange exchange, PeerFault fault) throws IOException {
      sendSoap(exchange, fault.original());
    }
  },

  /** HTTP 400 or 500, JSON or XML as the Accept header asks, X-Road-Error (B-052 to B-057). */
  REST {
    @Override
    void send(ServerExchange exchange, FaultReport report) throws IOException {
      Optional<String> xml = xmlTypeAsked(exchange.request().headers());
      Headers headers =
          Headers.builder()
              .add("Content-Type", xml.orElse("application/json"))
              .add("X-Road-Error", report.code())
              .build();
      exchange.respond(
          new ResponseHead(
              report.restStatus(),
              report.restStatus() == 400 ? "Bad Request" : "Internal Server Error",
              headers),
          xml.isPresent() ? report.toRestXml() : report.toRestJson());
    }

    @Override
    void passOn(ServerExchange exchange, PeerFault fault) throws IOException {
      send(exchange, fault.report());
    }
  };

  private static final Map<String, String> XML_TYPES =
      Map.of(
          "text/xml", "text/xml",
          "application/xml", "application/xml",
          "text/*", "text/xml");

  /** Tells the caller of one exchange; a response that has begun is cut, so that it is seen. */
  LineRun.Teller teller(ServerExchange exchange) {
    return new LineRun.Teller() {
      @Override
      public void tell(FaultReport report) throws IOException {
        if (exchange.hasResponded()) {
          exchange.abort();
        } else {
          send(exchange, report);
        }
      }

      @Override
      public void passOn(PeerFault fault) throws IOException {
        FaultReply.this.passOn(exchange, fault);
      }
    };
  }

  abstract void send(ServerExchange exchange, FaultReport report) throws IOException;

  abstract void passOn(ServerExchange exchange, PeerFault fault) throws IOException;

  private static void sendSoap(ServerExchange exchange, byte[] envelope) throws IOException {
    Headers headers =
        Headers.builder()
            .add("Content-Type", "text/xml;charset=utf-8")
            .add("SOAPAction", "")
            .build();
    exchange.respond(new ResponseHead(200, "OK", headers), envelope);
  }

  /** The first XML type among the accepted ones, whatever their weights (B-054). */
  private static Optional<String> xmlTypeAsked(Headers headers) {
    return AcceptedTypes.of(headers).stream()
        .flatMap(type -> Stream.ofNullable(XML_TYPES.get(type)))
        .findFirst();
  }
}
