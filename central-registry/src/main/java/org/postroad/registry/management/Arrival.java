// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

/**
 * A request as it arrived.
 *
 * @param contentType of the HTTP message
 * @param body not to be written to
 */
public record Arrival(ManagementPort port, String contentType, byte[] body) {}
