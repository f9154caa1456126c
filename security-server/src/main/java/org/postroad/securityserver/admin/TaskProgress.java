// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

/** Is told now and then how far long work has come. */
@FunctionalInterface
public interface TaskProgress {

  TaskProgress SILENT = (_, _, _) -> {};

  /**
   * Returns soon and never fails.
   *
   * @param doing what is going on, for people
   * @param total 0 while nobody knows
   */
  void at(String doing, long done, long total);
}
