// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.net.URI;
import java.util.Optional;

/**
 * A certificate that was ordered and is not here yet, kept so that whoever starts the server next
 * goes on with it.
 *
 * @param request the id of the request that is ordered
 * @param authority the name of the certification service
 * @param location where the order is, once there is one
 * @param replaces the SHA-256 of the certificate that the new one takes the place of
 */
public record KeptOrder(
    String request, String authority, Optional<URI> location, Optional<String> replaces) {

  public KeptOrder at(Optional<URI> where) {
    return new KeptOrder(request, authority, where, replaces);
  }
}
