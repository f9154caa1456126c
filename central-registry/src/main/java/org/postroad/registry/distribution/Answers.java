// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.net.InetAddress;

/**
 * Answers that are made when they are asked for, on a virtual thread, because making them waits.
 */
interface Answers {
  /** A whole answer. */
  record Answer(ResponseHead head, byte[] body) {}

  /** Whether a request is answered here. */
  boolean concern(RequestHead request);

  /** Never throws. */
  Answer answer(RequestHead request, byte[] posted, InetAddress caller);
}
