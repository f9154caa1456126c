// SPDX-License-Identifier: MIT

package org.postroad.registry.backup;

import java.time.Instant;

/** A backup in the folder of backups. */
public record Backup(String name, Instant createdAt) {
  private static final String AUTOMATIC = "cs-automatic-backup-";

  /** Whether the schedule made it, going by its name. */
  boolean isAutomatic() {
    return name.startsWith(AUTOMATIC);
  }

  /** Why a backup is made. */
  public enum Occasion {
    BY_HAND("conf_backup_", "uuuuMMdd-HHmmss"),
    DAILY(AUTOMATIC, "uuuu_MM_dd_HHmmss");

    private final String prefix;
    private final String time;

    Occasion(String prefix, String time) {
      this.prefix = prefix;
      this.time = time;
    }

    String prefix() {
      return prefix;
    }

    String time() {
      return time;
    }
  }
}
