// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

/** Which files of a directory are in its backups, by their paths in it. */
public interface BackedUp {
  boolean isKept(String path);

  /** Whether a kept file that is there stays as it is when a backup is restored. */
  boolean isNeverSetBack(String path);

  /** Whether a folder may hold kept files; others are not looked into. */
  boolean isEntered(String folder);
}
