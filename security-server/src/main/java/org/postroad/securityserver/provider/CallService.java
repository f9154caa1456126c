// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.io.IOException;
import java.util.Optional;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.exchange.SoapAssembly;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.service.Destination;
import org.postroad.securityserver.service.HttpServiceCaller;
import org.postroad.securityserver.service.Metaservices;
import org.postroad.securityserver.service.MonitoringServices;
import org.postroad.securityserver.service.ServiceRequest;
import org.postroad.securityserver.service.ServiceResponse;

/**
 * Calls the service the request was authorized for, or answers what is asked of the server itself.
 * Once there is a response, the bodies of the request are given back: they are logged and sent.
 */
final class CallService implements Stage<Logged, Served> {

  private final HttpServiceCaller http;
  private final Metaservices metaservices;
  private final MonitoringServices monitoring;

  CallService(HttpServiceCaller http, Metaservices metaservices, MonitoringServices monitoring) {
    this.http = http;
    this.metaservices = metaservices;
    this.monitoring = monitoring;
  }

  @Override
  public Served apply(Logged logged) throws IOException {
    Received received = logged.received();
    ServiceRequest request =
        new ServiceRequest(
            received.message(),
            new SoapAssembly(
                received.opened().originalContentType(),
                received.opened().partHeaders(),
                received.attachmentHeaders()),
            received.opened().soapAction(),
            received.parts().bodies());
    ServiceResponse response =
        switch (logged.destination()) {
          case Destination.HttpService service -> http.call(service, request);
          case Destination.Metaservice asked ->
              metaservices.answer(asked, received.message(), received.opened().configuration());
          case Destination.MonitoringService asked ->
              monitoring.answer(
                  asked, (SoapMessage) received.message(), received.opened().configuration());
        };
    received.opened().arrival().scope().hold(response);
    received.parts().close();
    passOnFault(response, received.opened().arrival().reply());
    return new Served(logged, response);
  }

  /**
   * A SOAP fault of the service is neither signed nor logged; like X-Road this server begins a
   * transported response and lets the fault stand where the message would (A-057, C-049).
   */
  private static void passOnFault(ServiceResponse response, TransportReply reply)
      throws IOException {
    if (response instanceof ServiceResponse.Soap soap) {
      Optional<FaultReport> fault = soap.message().fault();
      if (fault.isPresent()) {
        reply.begin(Optional.of(soap.contentType()));
        throw new PeerFault(fault.get(), soap.message().bytes());
      }
    }
  }
}
