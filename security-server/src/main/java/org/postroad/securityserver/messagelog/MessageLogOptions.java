// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.time.Duration;
import org.postroad.securityserver.journal.JournalOptions;

/**
 * What an administrator decides about the message log.
 *
 * @param bodies which messages are logged with their bodies
 * @param maxLoggableBytes most bytes of an attachment or REST body that are kept, at most a
 *     gibibyte; with 0 no body is kept and none refused (E-005)
 * @param oversized what happens to a message with a larger one (E-006)
 * @param timestampImmediately each record is stamped alone before its append returns, and a message
 *     whose record is not stamped is refused (D-066)
 * @param timestampInterval between batches, at least a minute and at most a day (E-018); {@link
 *     Duration#ZERO} leaves stamping to {@link MessageLog#timestampNow}
 * @param timestampRetryDelay between tries while no authority answers
 * @param timestampBatch most records under one token (E-019)
 * @param acceptableTimestampFailure how long messages are logged while stamping fails, counted from
 *     the first failure and over restarts (E-016); {@link Duration#ZERO} for ever
 * @param index the database in which records are found again
 */
public record MessageLogOptions(
    JournalOptions journal,
    BodyLogging bodies,
    long maxLoggableBytes,
    Oversized oversized,
    boolean timestampImmediately,
    Duration timestampInterval,
    Duration timestampRetryDelay,
    int timestampBatch,
    Duration acceptableTimestampFailure,
    IndexDatabase index) {

  /** What happens to a message that is too large to be logged whole. */
  public enum Oversized {
    /** The exchange fails with {@code logging_failed} (E-007). */
    REFUSE,
    /** The exchange goes on and the log keeps the digests of the attachments alone. */
    KEEP_DIGESTS
  }

  private static final long LOGGABLE_LIMIT = 1L << 30;

  public static final MessageLogOptions DEFAULT =
      new MessageLogOptions(
          JournalOptions.DEFAULT,
          BodyLogging.ALL,
          10L << 20,
          Oversized.REFUSE,
          false,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          10_000,
          Duration.ofHours(4),
          IndexDatabase.EMBEDDED);

  public MessageLogOptions {
    if (maxLoggableBytes < 0 || maxLoggableBytes > LOGGABLE_LIMIT) {
      throw new IllegalArgumentException(
          "max-loggable-message-body-size must be between 0 and %d, it is %d"
              .formatted(LOGGABLE_LIMIT, maxLoggableBytes));
    }
    if (timestampBatch < 1) {
      throw new IllegalArgumentException("time-stamp batches of " + timestampBatch);
    }
    if (timestampInterval.isNegative()
        || timestampRetryDelay.isNegative()
        || acceptableTimestampFailure.isNegative()) {
      throw new IllegalArgumentException(
          "intervals of "
              + timestampInterval
              + ", "
              + timestampRetryDelay
              + " and "
              + acceptableTimestampFailure);
    }
  }

  public MessageLogOptions withJournal(JournalOptions options) {
    return new MessageLogOptions(
        options,
        bodies,
        maxLoggableBytes,
        oversized,
        timestampImmediately,
        timestampInterval,
        timestampRetryDelay,
        timestampBatch,
        acceptableTimestampFailure,
        index);
  }

  public MessageLogOptions withTimestampInterval(Duration interval) {
    return new MessageLogOptions(
        journal,
        bodies,
        maxLoggableBytes,
        oversized,
        timestampImmediately,
        interval,
        timestampRetryDelay,
        timestampBatch,
        acceptableTimestampFailure,
        index);
  }

  public MessageLogOptions withBodies(BodyLogging logging, long largest, Oversized whenLarger) {
    return new MessageLogOptions(
        journal,
        logging,
        largest,
        whenLarger,
        timestampImmediately,
        timestampInterval,
        timestampRetryDelay,
        timestampBatch,
        acceptableTimestampFailure,
        index);
  }

  public MessageLogOptions withIndex(IndexDatabase database) {
    return new MessageLogOptions(
        journal,
        bodies,
        maxLoggableBytes,
        oversized,
        timestampImmediately,
        timestampInterval,
        timestampRetryDelay,
        timestampBatch,
        acceptableTimestampFailure,
        database);
  }
}
