// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/** Decides whether to send anything to a server that was connected to. */
@FunctionalInterface
public interface ServerCheck {
  /**
   * Returns to accept and throws a {@code Fault} to refuse.
   *
   * @param address really connected to, for whoever must ask the same machine something else
   *     (C-022)
   * @param chain as the server sent it, leaf first; empty without TLS
   */
  void check(InetSocketAddress address, List<X509Certificate> chain);
}
