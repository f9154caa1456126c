// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

/**
 * What the published configuration says besides who is registered.
 *
 * @param address where this registry is reached: host, with a port if it is not 80
 * @param managementServiceAddress where servers register their authentication certificates (A71)
 * @param expiry how long a directory may be used; clients survive an outage of that length
 */
public record PublicationSettings(
    String address,
    String managementServiceAddress,
    Optional<X509Certificate> managementServiceCertificate,
    Duration timestampingInterval,
    Duration ocspFreshness,
    Duration expiry) {}
