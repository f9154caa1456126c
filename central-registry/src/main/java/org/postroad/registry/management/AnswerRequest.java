// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.postroad.protocol.dispatch.PortService;

/**
 * What stands behind one of the management ports: its paths, for {@code POST} alone, and at that of
 * the services {@code GET} of {@code ?wsdl}. Replies are not cached, and a connection serves one
 * request: a server registers something a few times a year.
 */
public final class AnswerRequest implements PortService {
  private static final Map<String, String> HEADERS =
      Map.of(
          "connection", "close",
          "pragma", "no-cache",
          "expires", "0",
          "cache-control", "no-store");

  private final ManagementPort port;
  private final Function<Arrival, Reply> line;
  private final Function<PortRequest, PortReply> contract;

  /**
   * Stands behind a port.
   *
   * @param contract the answer to whoever asks for the contract of the port
   */
  public AnswerRequest(
      ManagementPort port,
      Function<Arrival, Reply> line,
      Function<PortRequest, PortReply> contract) {
    this.port = port;
    this.line = line;
    this.contract = contract;
  }

  @Override
  public PortReply answer(PortRequest request) {
    PortHead head = request.head();
    if (port.isAt(head.path()) && isForContract(head)) {
      PortReply reply = contract.apply(request);
      return new PortReply(reply.status(), with("content-type", Reply.CONTENT_TYPE), reply.body());
    }
    if (!port.isAt(head.path()) || !head.query().isEmpty()) {
      return refuse(head, 404);
    }
    if (!head.method().equals("POST")) {
      return empty(405, "allow", "POST");
    }
    Reply reply =
        line.apply(new Arrival(port, head.header("content-type").orElse(""), request.body()));
    return new PortReply(reply.status(), with("content-type", Reply.CONTENT_TYPE), reply.body());
  }

  private boolean isForContract(PortHead head) {
    return port == ManagementPort.SERVICES
        && head.method().equals("GET")
        && head.query().equals("wsdl");
  }

  @Override
  public PortReply refuse(PortHead head, int status) {
    return new PortReply(status, HEADERS, new byte[0]);
  }

  private static PortReply empty(int status, String header, String value) {
    return new PortReply(status, with(header, value), new byte[0]);
  }

  private static Map<String, String> with(String header, String value) {
    var headers = new HashMap<>(HEADERS);
    headers.put(header, value);
    return headers;
  }
}
