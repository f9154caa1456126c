// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postroad.registry.backup.Backup;
import org.postroad.registry.backup.BackupFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a backup every day at 03:15 UTC, or as soon as the registry runs again, and deletes what it
 * made 30 days before (E11). On one thread of its own.
 */
final class BackupSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackupSchedule.class);
  private static final LocalTime TIME = LocalTime.of(3, 15);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final BackupFolder backups;
  private final Clock clock;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("registry-backup").factory());

  BackupSchedule(BackupFolder backups, Clock clock) {
    this.backups = backups;
    this.clock = clock;
  }

  BackupSchedule start() {
    var _ =
        schedule.scheduleWithFixedDelay(
            this::run, INTERVAL.toMinutes(), INTERVAL.toMinutes(), TimeUnit.MINUTES);
    return this;
  }

  /** Looks whether it is time. */
  void run() {
    try {
      if (backups.lastAutomatic().filter(last -> !last.isBefore(due())).isEmpty()) {
        Backup made = backups.make(Backup.Occasion.DAILY);
        LOG.info("made the backup {}", made.name());
        backups.deleteAutomatic(KEPT);
      }
    } catch (RuntimeException failure) {
      LOG.warn("the daily backup failed, it is tried again", failure);
    }
  }

  private Instant due() {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    ZonedDateTime today = now.with(TIME);
    return (today.isAfter(now) ? today.minusDays(1) : today).toInstant();
  }

  /** Begins nothing new. */
  @Override
  public void close() {
    schedule.shutdown();
  }
}
