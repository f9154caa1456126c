// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import org.postroad.protocol.globalconf.CostStrategy;

/**
 * Which trust services are asked, and in which order, by what they charge (C44, C50).
 *
 * @param ocsp of the responders configured for an authority; those that a certificate itself names
 *     come behind them and are always asked
 * @param timestamping of the time-stamping services configured for this server
 */
public record CostSettings(CostStrategy ocsp, CostStrategy timestamping) {

  public static final CostSettings DEFAULT = new CostSettings(CostStrategy.NONE, CostStrategy.NONE);
}
