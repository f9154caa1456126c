// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What connections are interchangeable by: the candidates in any order, and the TLS identity. */
record Route(Set<InetSocketAddress> candidates, Optional<TlsContext> tls) {
  static Route of(List<InetSocketAddress> candidates, Optional<TlsContext> tls) {
    return new Route(Set.copyOf(candidates), tls);
  }
}
