// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postroad.protocol.backup.DailyBackup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daily backup of a server (E30), on one thread of its own. */
final class BackupStart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackupStart.class);

  private final DailyBackup daily;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("server-backup").factory());

  private BackupStart(DailyBackup daily) {
    this.daily = daily;
  }

  /** The backups of a server, and the schedule that makes one a day. */
  static ServerBackups begin(
      Ground ground, ConfigurationStart.Configured configured, KeysStart.Proven proven) {
    var backups =
        new ServerBackups(
            ground.options(),
            configured.store(),
            proven.keys(),
            configured.id(),
            ground.clock(),
            ground.random());
    if (backups.areMade()) {
      ground.hold(new BackupStart(new DailyBackup(backups.folder(), ground.clock()))).start();
    }
    return backups;
  }

  private void start() {
    long minutes = DailyBackup.INTERVAL.toMinutes();
    var _ = schedule.scheduleWithFixedDelay(this::run, minutes, minutes, TimeUnit.MINUTES);
  }

  private void run() {
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
