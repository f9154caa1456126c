// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import org.postroad.securityserver.net.ClientConnection;

/** A connection to a security server whose certificate was proven to serve the provider. */
record Connected(Routed routed, ClientConnection connection) {

  Received received() {
    return routed.received();
  }
}
