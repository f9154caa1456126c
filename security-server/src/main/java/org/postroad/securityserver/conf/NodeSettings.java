// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

/**
 * How this process stands to others that are the same security server.
 *
 * @param type what it is among them
 */
public record NodeSettings(NodeType type) {

  public static final NodeSettings DEFAULT = new NodeSettings(NodeType.STANDALONE);
}
