// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

/** Told how far the making anew of an index has come, now and then. */
@FunctionalInterface
public interface ReindexProgress {

  /**
   * Must be quick.
   *
   * @param records how many can be found again
   * @param of how many there are
   */
  void indexed(long records, long of);
}
