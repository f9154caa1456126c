// SPDX-License-Identifier: MIT

package org.postroad.registry;

/**
 * Where servers reach the management services on the host that they know (D26).
 *
 * @param registration of authentication certificates
 * @param services everything else, for the server of the management services alone
 */
public record PublicPorts(int registration, int services) {
  public static final PublicPorts DEFAULT = new PublicPorts(4001, 4002);
}
