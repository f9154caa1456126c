// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.util.List;
import org.postroad.protocol.globalconf.ServerAddress;

/** An admitted request together with the security servers that may take it. */
record Routed(Admitted admitted, List<ServerAddress> servers) {

  Routed {
    servers = List.copyOf(servers);
  }

  Received received() {
    return admitted.received();
  }
}
