// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

/**
 * How this server tells information systems apart.
 *
 * @param enforceValidity whether a certificate outside its validity dates is refused although it is
 *     one of the client's; otherwise that is only logged
 */
public record ConsumerSettings(boolean enforceValidity) {

  public static final ConsumerSettings DEFAULT = new ConsumerSettings(false);
}
