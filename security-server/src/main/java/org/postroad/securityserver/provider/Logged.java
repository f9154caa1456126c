// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import org.postroad.securityserver.service.Destination;

/** A verified request whose record is durable: the service may be called. */
record Logged(Verified verified) {

  Received received() {
    return verified.authorized().received();
  }

  Destination destination() {
    return verified.authorized().destination();
  }
}
