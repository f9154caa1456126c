// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last bytes of the disk for what must go on when no message can: time-stamps,
 * checkpoints, notes of archives, the seal of a segment. Asked anew for each batch, so it recovers
 * by itself; an administrator is warned in time. For the writer thread alone.
 */
final class DiskReserve {
  private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
  private static final int WARNING = 4;

  /** How a disk is doing; grows worse from first to last. */
  private enum Level {
    ENOUGH,
    LOW,
    REACHED
  }

  private final NewSegment place;
  private final long reserve;
  private long usable;
  private Level told = Level.ENOUGH;

  DiskReserve(NewSegment place, long reserve) {
    this.place = place;
    this.reserve = reserve;
  }

  /**
   * Call before each batch.
   *
   * @param room bytes that the journal has taken already and not yet used
   */
  void measure(long room) throws IOException {
    usable = Math.min(place.usableBytes(), Long.MAX_VALUE - room) + room;
  }

  /** Whether so many bytes can be taken ahead of what they are for. */
  boolean spares(long bytes) {
    return (usable - bytes) / WARNING >= reserve;
  }

  /** Takes so many bytes for an entry; a record must leave the reserve alone. */
  void take(EntryType type, long bytes) throws DiskReserveReached {
    if (type == EntryType.RECORD && usable - bytes < reserve) {
      tell(Level.REACHED);
      throw new DiskReserveReached(
          "disk of %s has %d bytes left, %d are reserved and %d were needed"
              .formatted(place.directory(), usable, reserve, bytes));
    }
    usable -= bytes;
    if (type == EntryType.RECORD) {
      tell(usable / WARNING < reserve ? Level.LOW : Level.ENOUGH);
    }
  }

  private void tell(Level level) {
    if (level == told) {
      return;
    }
    switch (level) {
      case ENOUGH -> LOG.info("Disk of {} has room again", place.directory());
      case LOW ->
          LOG.warn(
              "Disk of {} has {} bytes left; messages are refused below {}",
              place.directory(),
              usable,
              reserve);
      case REACHED ->
          LOG.error(
              "Disk of {} has {} bytes left, {} are reserved: messages are refused until there is"
                  + " room",
              place.directory(),
              usable,
              reserve);
    }
    told = level;
  }
}
