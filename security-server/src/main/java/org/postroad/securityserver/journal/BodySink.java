// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;

/** Takes the bytes of a body on their way to a segment. */
@FunctionalInterface
interface BodySink {

  /** The first {@code length} of {@code bytes}, which belong to the caller again afterwards. */
  void take(byte[] bytes, int length) throws IOException;
}
