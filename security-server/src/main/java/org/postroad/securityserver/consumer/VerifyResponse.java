// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.time.Clock;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.CurrentVerifier;
import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.exchange.Stage;

/**
 * The response must be bound to the request and signed by the provider's member; only then may a
 * byte of it go on (A-048, A-049, B-041, C-053, D-039 to D-047).
 */
final class VerifyResponse implements Stage<Responded, Verified> {

  private final CurrentVerifier verifier = new CurrentVerifier();
  private final Clock clock;

  VerifyResponse(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Verified apply(Responded response) {
    SignedParts signed = checkSignature(response);
    checkConsistency(response);
    return new Verified(response, response.parts().as(signed));
  }

  private static void checkConsistency(Responded response) {
    switch (response.received().request()) {
      case ConsumerRequest.Rest(RestRequest request, _, _) -> {
        if (!(response.message() instanceof RestResponse rest)) {
          throw otherProtocol(response);
        }
        rest.checkConsistentWith(
            request, request.requestHash(onlyBody(response.request().parts())));
      }
      case ConsumerRequest.Soap(SoapMessage request, _, _, _) -> {
        if (!(response.message() instanceof SoapMessage soap)) {
          throw otherProtocol(response);
        }
        try {
          request.checkConsistentWith(soap);
        } catch (Fault fault) {
          throw fault.within(FaultCode.SERVICE_FAILED);
        }
        request.checkRequestHashOf(soap);
      }
    }
  }

  /** The digests that the signature proves. */
  private SignedParts checkSignature(Responded response) {
    try {
      return verifier
          .of(response.received().ready().configuration().global().trust())
          .verify(
              response.signature(),
              response.parts(),
              response.received().message().service().owner(),
              clock.instant())
          .signature()
          .parts();
    } catch (Fault fault) {
      throw fault.within(FaultCode.SIGNATURE_VERIFICATION);
    }
  }

  private static Optional<byte[]> onlyBody(Parts parts) {
    return parts.bodies().stream().findFirst().map(Body::digest).map(Digest::value);
  }

  private static Fault otherProtocol(Responded response) {
    return new Fault(
        FaultCode.INCONSISTENT_RESPONSE,
        "Response is not of the request's protocol but "
            + response.message().getClass().getSimpleName());
  }
}
