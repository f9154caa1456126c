// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

/** Is told how far archiving or pruning has come; must be quick. */
public interface ArchiveWatcher {

  /** Tells nobody. */
  ArchiveWatcher NONE = new ArchiveWatcher() {};

  /** So many records have been put into archives that may still be open. */
  default void archived(long records) {}

  /** So many of the ended segments have been looked through. */
  default void pruned(long segments, long of) {}
}
