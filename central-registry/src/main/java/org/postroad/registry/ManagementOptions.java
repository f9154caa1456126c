// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.registry.membership.ApprovalPolicy;

/**
 * Where a registry takes management requests, and what it makes of them without being asked.
 *
 * @param registration the public port, for the registration of authentication certificates
 * @param services the port for everything else; what comes in there was proven by the security
 *     server of the management services, so nobody else may reach it
 * @param callers the certificates of that server; only the network keeps others out if missing
 */
public record ManagementOptions(
    InetSocketAddress registration,
    InetSocketAddress services,
    Optional<Set<X509Certificate>> callers,
    ApprovalPolicy approval,
    PortLimits limits) {

  public ManagementOptions {
    callers = callers.map(Set::copyOf);
    if (callers.isEmpty() && !services.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          services + " is reached from elsewhere, so the callers must be known");
    }
  }

  /** Both ports with the usual limits; every request waits for people. */
  public static ManagementOptions of(InetSocketAddress registration, InetSocketAddress services) {
    return new ManagementOptions(
        registration, services, Optional.empty(), ApprovalPolicy.NONE, PortLimits.DEFAULTS);
  }

  public ManagementOptions withApproval(ApprovalPolicy policy) {
    return new ManagementOptions(registration, services, callers, policy, limits);
  }

  public ManagementOptions withCallers(Set<X509Certificate> known) {
    return new ManagementOptions(registration, services, Optional.of(known), approval, limits);
  }

  public ManagementOptions withLimits(PortLimits newLimits) {
    return new ManagementOptions(registration, services, callers, approval, newLimits);
  }
}
