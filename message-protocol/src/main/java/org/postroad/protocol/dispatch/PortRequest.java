// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

/**
 * A whole request.
 *
 * @param body not to be written to
 */
public record PortRequest(PortHead head, byte[] body) {}
