// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import org.postroad.securityserver.archive.ArchiveWatcher;

/** Tells what the archives tell. */
record ToldProgress(TaskProgress progress) implements ArchiveWatcher {

  @Override
  public void archived(long records) {
    progress.at("archiving, %,d records".formatted(records), records, 0);
  }

  @Override
  public void pruned(long segments, long of) {
    progress.at("pruning", segments, of);
  }
}
