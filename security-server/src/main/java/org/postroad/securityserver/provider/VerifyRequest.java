// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.time.Clock;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.VerifiedSignature;
import org.postroad.securityserver.exchange.CurrentVerifier;
import org.postroad.securityserver.exchange.Stage;

/** The signature must cover every part and be the caller's member's (D-039 to D-047). */
final class VerifyRequest implements Stage<Authorized, Verified> {

  private final CurrentVerifier verifier = new CurrentVerifier();
  private final Clock clock;

  VerifyRequest(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Verified apply(Authorized authorized) {
    Received received = authorized.received();
    try {
      VerifiedSignature verified =
          verifier
              .of(received.opened().configuration().global().trust())
              .verify(
                  received.signature(),
                  received.parts(),
                  received.message().client(),
                  clock.instant());
      return new Verified(authorized, received.parts().as(verified.signature().parts()));
    } catch (Fault fault) {
      throw fault.within(FaultCode.SIGNATURE_VERIFICATION);
    }
  }
}
