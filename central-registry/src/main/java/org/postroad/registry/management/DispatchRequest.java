// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.xml.transform.stream.StreamSource;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.management.ManagementMessage;
import org.postroad.protocol.management.ManagementResponse;
import org.postroad.protocol.message.SoapMessage;

/**
 * Stage: has CXF find the operation that a message asks for, in the contract, and carry it out. CXF
 * is given the very octets that were proven and writes the response; what it refuses has never been
 * carried out.
 */
final class DispatchRequest {
  private static final int OK = 200;

  private final ServiceContracts contracts;
  private final CompareReadings compareReadings = new CompareReadings();

  DispatchRequest(ServiceContracts contracts) {
    this.contracts = contracts;
  }

  /**
   * Answers a request.
   *
   * @param operation what every operation does, of a request that is one of the contract
   */
  Reply apply(Checked checked, Function<Agreed, Journaled> operation) {
    ManagementMessage message = checked.message();
    ManagementPort port = ManagementPort.of(checked.request().service());
    PortReply reply =
        contracts
            .of(port)
            .answer(
                request(port, message),
                (name, header, body) -> {
                  Agreed agreed = compareReadings.apply(checked, name, header, body);
                  return response(message, operation.apply(agreed));
                });
    if (reply.status() != OK) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "Not a request by the contract of the service: "
              + SoapMessage.faultIn(reply.body()).map(FaultReport::text).orElse("no SOAP"));
    }
    return new Reply(OK, reply.body());
  }

  private static PortRequest request(ManagementPort port, ManagementMessage message) {
    var head =
        new PortHead(
            "POST",
            port.path(),
            "",
            Map.of("content-type", List.of(ManagementResponse.CONTENT_TYPE)),
            InetAddress.getLoopbackAddress());
    return new PortRequest(head, message.soap().bytes());
  }

  private static StreamSource response(ManagementMessage message, Journaled journaled) {
    byte[] body = ManagementResponse.body(message, journaled.requestId());
    return new StreamSource(new ByteArrayInputStream(body));
  }
}
