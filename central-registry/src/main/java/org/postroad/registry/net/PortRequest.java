// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

/**
 * A whole request.
 *
 * @param body not to be written to
 */
public record PortRequest(PortHead head, byte[] body) {}
