// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import org.postroad.protocol.dispatch.PortRequest;

/**
 * A request as it came out of the codec.
 *
 * @param refusal the status it is refused with by the port itself, or {@link #NONE}
 * @param keepAlive whether the caller may send another one on the same connection
 */
record ArrivedRequest(PortRequest request, int refusal, boolean keepAlive) {
  static final int NONE = 0;

  boolean isRefused() {
    return refusal != NONE;
  }
}
