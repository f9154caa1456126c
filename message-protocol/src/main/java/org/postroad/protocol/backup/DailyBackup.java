// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * One backup a day, at 03:15 UTC or as soon as the program runs again; those made 30 days before
 * are deleted (E11, E30). Looks when it is told to.
 */
public record DailyBackup(BackupFolder backups, InstantSource clock) {
  private static final LocalTime TIME = LocalTime.of(3, 15);
  private static final Duration KEPT = Duration.ofDays(30);

  /** How often to look whether it is time. */
  public static final Duration INTERVAL = Duration.ofMinutes(5);

  /** The backup that it was time for, if it was. */
  public Optional<Backup> makeIfDue() {
    if (backups.lastAutomatic().filter(last -> !last.isBefore(due())).isPresent()) {
      return Optional.empty();
    }
    Backup made = backups.make(Backup.Occasion.DAILY);
    backups.deleteAutomatic(KEPT);
    return Optional.of(made);
  }

  private Instant due() {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    ZonedDateTime today = now.with(TIME);
    return (today.isAfter(now) ? today.minusDays(1) : today).toInstant();
  }
}
