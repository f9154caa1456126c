// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

/**
 * What the published configuration says besides who is registered.
 *
 * @param node the name of this node among those of the registry
 * @param address where this registry is reached: host, with a port if it is not 80
 * @param managementServiceAddress where servers register their authentication certificates (A71)
 * @param expiry how long a directory may be used; clients survive an outage of that length
 * @param federated whether the anchors of trusted instances are published (A113)
 */
public record PublicationSettings(
    String node,
    String address,
    String managementServiceAddress,
    Optional<X509Certificate> managementServiceCertificate,
    Duration timestampingInterval,
    Duration ocspFreshness,
    Duration expiry,
    boolean federated) {

  /** Of a registry on one machine that trusts partners. */
  public PublicationSettings(
      String address,
      String managementServiceAddress,
      Optional<X509Certificate> managementServiceCertificate,
      Duration timestampingInterval,
      Duration ocspFreshness,
      Duration expiry) {
    this(
        RegistryNode.FIRST,
        address,
        managementServiceAddress,
        managementServiceCertificate,
        timestampingInterval,
        ocspFreshness,
        expiry,
        true);
  }

  /** Where a node is reached: this one at its present address, others where they said. */
  Optional<String> addressOf(RegistryNode other) {
    return other.name().equals(node) ? Optional.of(address) : other.address();
  }
}
