// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import org.postroad.protocol.container.VerificationReport.SignedMessage;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;

/**
 * What a report says about a message: its sender is the client or, of a response, the service.
 *
 * <p>A SOAP message passes for a response by its name only when it also carries the hash of
 * a request, as all responses do; so a request to a service called {@code …Response} stays one.
 */
final class SentMessage {
  private SentMessage() {}

  static SignedMessage of(Message message) {
    boolean response =
        switch (message) {
          case SoapMessage soap -> isResponse(soap);
          case RestResponse _ -> true;
          case RestRequest _ -> false;
        };
    String protocol = (message instanceof SoapMessage ? "SOAP " : "REST ") + message.protocol();
    return new SignedMessage(
        response,
        protocol,
        message.queryId(),
        message.client(),
        message.service(),
        response ? message.service().owner() : message.client());
  }

  private static boolean isResponse(SoapMessage soap) {
    if (soap.isFault()) {
      throw new Fault(FaultCode.INVALID_SOAP, "The message is a fault, which nobody signs");
    }
    return soap.isResponse() && soap.header().requestHash().isPresent();
  }

  static String describe(SignedMessage message) {
    return message.protocol()
        + (message.response() ? " response " : " request ")
        + message.queryId()
        + ", client "
        + message.client()
        + ", service "
        + message.service();
  }
}
