// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.util.Optional;
import org.postroad.protocol.management.ManagementRequest;

/**
 * A management request that was accepted, under the id that its sender was told.
 *
 * @param complements the request of the other origin that this one agrees with; both have one state
 * @param state missing for the kinds that are carried out at once (B50)
 */
public record RegisteredRequest(
    long id,
    RequestOrigin origin,
    ManagementRequest request,
    Optional<Long> complements,
    Optional<RequestState> state) {

  public boolean isPending() {
    return state.filter(RequestState.Pending.class::isInstance).isPresent();
  }

  /** The matter, which two requests can share: the id of the first of them. */
  long matter() {
    return complements.orElse(id);
  }

  RegisteredRequest in(RequestState newState) {
    return new RegisteredRequest(id, origin, request, complements, Optional.of(newState));
  }
}
