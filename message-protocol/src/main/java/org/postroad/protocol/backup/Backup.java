// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import java.time.Instant;

/** A backup in the folder of backups. */
public record Backup(String name, Instant createdAt) {

  /** Why a backup is made. */
  public enum Occasion {
    BY_HAND("conf_backup_", "uuuuMMdd-HHmmss"),
    BEFORE_RESTORE("before_restore_", "uuuuMMdd-HHmmss"),
    DAILY("-automatic-backup-", "uuuu_MM_dd_HHmmss");

    private final String words;
    private final String time;

    Occasion(String words, String time) {
      this.words = words;
      this.time = time;
    }

    /** What the names of such backups begin with. */
    String prefix(String program) {
      return this == DAILY ? program + words : words;
    }

    String time() {
      return time;
    }
  }
}
