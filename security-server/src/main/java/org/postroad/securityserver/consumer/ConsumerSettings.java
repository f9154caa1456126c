// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

/**
 * How this server tells information systems apart.
 *
 * @param verifyClients whether each client's connection type is enforced; to be switched off only
 *     where something in front of this server authenticates the information systems and nothing
 *     else reaches the ports
 * @param enforceValidity whether a certificate outside its validity dates is refused although it is
 *     one of the client's; otherwise that is only logged
 */
public record ConsumerSettings(boolean verifyClients, boolean enforceValidity) {

  public static final ConsumerSettings DEFAULT = new ConsumerSettings(true, false);
}
