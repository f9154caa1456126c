// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.service.ServiceResponse;

/** Binds what the service answered to the request it answers (A-045 to A-047, B-034, B-038). */
final class BindResponse implements Stage<Served, Bound> {

  @Override
  public Bound apply(Served served) {
    return new Bound(served.received(), bind(served), served.response());
  }

  private static Message bind(Served served) {
    return switch (served.response()) {
      case ServiceResponse.Rest rest -> {
        RestRequest request = (RestRequest) served.received().message();
        yield RestResponse.ofService(
            request,
            rest.status(),
            rest.reason(),
            rest.headers(),
            request.requestHash(onlyBody(served.received())));
      }
      case ServiceResponse.Soap soap -> bindSoap(served, soap.message());
    };
  }

  private static Message bindSoap(Served served, SoapMessage response) {
    SoapMessage request = (SoapMessage) served.received().message();
    try {
      SoapMessage bound = response.withRequestHash(request.hash());
      request.checkConsistentWith(bound);
      return bound;
    } catch (Fault fault) {
      throw fault.within(FaultCode.SERVICE_FAILED);
    }
  }

  private static Optional<byte[]> onlyBody(Received received) {
    return received.parts().bodies().stream().findFirst().map(Body::digest).map(Digest::value);
  }
}
