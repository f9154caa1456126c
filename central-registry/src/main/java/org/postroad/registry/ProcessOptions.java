// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.net.InetSocketAddress;

/**
 * How a registry runs as one process.
 *
 * @param registry what it is, with the plain port of the configuration
 * @param secure the same configuration inside TLS (A20)
 * @param management the two ports of the management services
 */
public record ProcessOptions(
    RegistryOptions registry, InetSocketAddress secure, ManagementOptions management) {}
