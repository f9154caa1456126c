// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.postroad.securityserver.journal.JournalDamage;

/**
 * How a message log is doing; known at once, whatever the database does.
 *
 * @param journal the id of this log
 * @param bytes of all segments
 * @param lastSequence how many records were ever appended
 * @param waitingForTimestamp how many records of those indexed have none; nothing while the
 *     database does not answer
 * @param timestampingFailsSince nothing while time-stamps are to be had
 * @param timestampInterval between batches of time-stamps; zero while nothing is stamped by itself
 * @param damages found when the log was opened
 * @param usableBytes what the disk has left
 * @param reserveBytes with less than this left, messages are refused
 */
public record LogStatus(
    UUID journal,
    int segments,
    long bytes,
    long lastSequence,
    Index index,
    OptionalLong waitingForTimestamp,
    Optional<Instant> timestampingFailsSince,
    Duration timestampInterval,
    List<JournalDamage> damages,
    long usableBytes,
    long reserveBytes) {

  /**
   * How far the index has come.
   *
   * @param database what it is, as an administrator would say it, never with a password
   * @param lastSequence the last record that can be found
   * @param lag how many records cannot be found yet
   * @param opening while it is opened for the first time or made anew, which is no failure
   * @param failure why it does not move, while it does not
   */
  public record Index(
      String database, long lastSequence, long lag, boolean opening, Optional<String> failure) {}

  public LogStatus {
    damages = List.copyOf(damages);
  }
}
