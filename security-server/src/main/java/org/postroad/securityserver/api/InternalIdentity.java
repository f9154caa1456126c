// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.postroad.securityserver.signer.InternalTls;

/**
 * The TLS identity towards information systems, and what another one is made of.
 *
 * @param hosts names and addresses a new certificate is made for
 */
public record InternalIdentity(
    Supplier<InternalTls> tls, List<String> hosts, Clock clock, SecureRandom random) {
  public InternalIdentity {
    hosts = List.copyOf(hosts);
  }
}
