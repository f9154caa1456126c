// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.service.Destinations;

/**
 * The service must exist, be of the right kind, be allowed to the caller, and be enabled.
 */
final class AuthorizeRequest implements Stage<Received, Authorized> {

  @Override
  public Authorized apply(Received received) {
    return new Authorized(
        received, Destinations.of(received.message(), received.opened().configuration()));
  }
}
