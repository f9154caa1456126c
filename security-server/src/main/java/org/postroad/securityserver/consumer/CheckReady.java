// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.time.Clock;
import java.util.function.Supplier;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.signer.SigningIdentities;

/** Before a byte of the message is read: the server must be able to mediate at all. */
final class CheckReady implements Stage<Arrival, Ready> {

  private final Supplier<Configuration> configuration;
  private final SigningIdentities identities;
  private final Supplier<String> newRequestId;
  private final Clock clock;

  CheckReady(
      Supplier<Configuration> configuration,
      SigningIdentities identities,
      Supplier<String> newRequestId,
      Clock clock) {
    this.configuration = configuration;
    this.identities = identities;
    this.newRequestId = newRequestId;
    this.clock = clock;
  }

  @Override
  public Ready apply(Arrival arrival) {
    Configuration current = configuration.get();
    return new Ready(
        arrival.exchange(),
        arrival.scope(),
        current,
        identities.authentication(current.global(), clock.instant()),
        newRequestId.get());
  }
}
