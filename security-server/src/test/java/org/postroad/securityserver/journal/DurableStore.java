// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.time.Duration;

/** A place that keeps records and says of each when it survives a power cut; for comparisons. */
interface DurableStore extends AutoCloseable {

  /** Returns when the record is durable. */
  void append(byte[] message, byte[] signature);

  /** Records that are there now. */
  long count();

  /** Processor time used by other processes on behalf of this store. */
  default Duration elsewhere() {
    return Duration.ZERO;
  }

  @Override
  void close();
}
