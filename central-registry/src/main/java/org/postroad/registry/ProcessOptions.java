// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.postroad.registry.catalog.CollectionSettings;

/**
 * How a registry runs as one process.
 *
 * @param registry what it is, with the plain port of the configuration
 * @param secure the same configuration inside TLS (A20)
 * @param management the two ports of the management services
 * @param catalogue how the services of members are collected, if they are
 */
public record ProcessOptions(
    RegistryOptions registry,
    InetSocketAddress secure,
    ManagementOptions management,
    Optional<CollectionSettings> catalogue) {}
