// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.security.cert.X509Certificate;
import java.util.List;

/** Decides whether to talk to whoever showed these certificates. */
@FunctionalInterface
public interface PeerCheck {
  /**
   * Returns to accept and throws a {@code Fault} to refuse.
   *
   * @param chain as the peer sent it, leaf first; empty when there is no TLS or no certificate
   */
  void check(List<X509Certificate> chain);
}
