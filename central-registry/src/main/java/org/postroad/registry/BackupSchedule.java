// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postroad.protocol.backup.DailyBackup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the daily backup (E11). On one thread of its own. */
final class BackupSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackupSchedule.class);

  private final DailyBackup daily;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("registry-backup").factory());

  BackupSchedule(DailyBackup daily) {
    this.daily = daily;
  }

  BackupSchedule start() {
    long minutes = DailyBackup.INTERVAL.toMinutes();
    var _ = schedule.scheduleWithFixedDelay(this::run, minutes, minutes, TimeUnit.MINUTES);
    return this;
  }

  /** Looks whether it is time. */
  void run() {
    try {
      daily.makeIfDue().ifPresent(made -> LOG.info("made the backup {}", made.name()));
    } catch (RuntimeException failure) {
      LOG.warn("the daily backup failed, it is tried again", failure);
    }
  }

  /** Begins nothing new. */
  @Override
  public void close() {
    schedule.shutdown();
  }
}
