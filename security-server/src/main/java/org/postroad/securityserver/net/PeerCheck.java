// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.security.cert.X509Certificate;
import java.util.List;

/** Decides by their certificates whether to talk to somebody, above all to whoever calls. */
@FunctionalInterface
public interface PeerCheck {
  /**
   * Returns to accept and throws a {@code Fault} to refuse.
   *
   * @param chain as the peer sent it, leaf first; empty when there is no TLS or no certificate
   */
  void check(List<X509Certificate> chain);
}
