// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalFiles;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** E-017 by a clock that is moved by hand: the gap between two requests for time-stamps. */
class TimestampJobTest {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
  private static final int BATCH = 3;

  @TempDir private Path directory;
  private final Fixtures.Signer signer = new Fixtures.Signer();
  private final StandingClock clock = new StandingClock();
  private final Ticks ticks = new Ticks();
  private final BlockingQueue<Long> stampedAt = new LinkedBlockingQueue<>();
  private Journal journal;
  private TimestampJob job;

  /** Says in which second it is, and lets one wait until the job has looked at it. */
  private static final class Ticks {
    private final AtomicLong second = new AtomicLong();
    private final Semaphore looks = new Semaphore(0);

    long nanos() {
      long now = second.get();
      looks.release();
      return TimeUnit.SECONDS.toNanos(now);
    }

    void awaitLooks(int count) throws InterruptedException {
      looks.acquire(count);
    }
  }

  @BeforeEach
  void open() throws IOException {
    journal =
        Journal.open(
            directory, JournalOptions.DEFAULT, JournalFiles.disk(), clock, new SplittableRandom(1));
    Timestamper timestamper =
        new Timestamper(
            journal,
            new WaitingRecords(
                journal,
                new StampedUntil(directory, journal.id(), JournalFiles.disk()),
                WaitingRecords.DIGESTS),
            this::stamp,
            new FailingSince(directory, JournalFiles.disk(), clock.instant()),
            Duration.ofHours(4),
            clock);
    job = new TimestampJob(timestamper, options(), ticks::nanos);
  }

  private static MessageLogOptions options() {
    MessageLogOptions preset = MessageLogOptions.DEFAULT;
    return new MessageLogOptions(
        preset.journal(),
        preset.bodies(),
        preset.maxLoggableBytes(),
        preset.oversized(),
        false,
        TWO_MINUTES,
        preset.timestampRetryDelay(),
        BATCH,
        preset.acceptableTimestampFailure(),
        preset.index());
  }

  @AfterEach
  void close() throws Exception {
    job.close();
    journal.close();
  }

  private byte[] stamp(Digest imprint) {
    stampedAt.add(ticks.second.get());
    return signer.authority.timestamp(imprint, TestAuthority.NOW);
  }

  private void append(String queryId) throws IOException {
    var _ =
        journal.append(
            RecordCodec.encode(
                signer.sign(Fixtures.soap(queryId)),
                clock.instant(),
                true,
                new SplittableRandom(queryId.hashCode()),
                new BatchDigests()));
  }

  /** Moves the clock and has the job look at it. */
  private void look(long second) throws InterruptedException {
    ticks.second.set(second);
    job.every(TWO_MINUTES);
    ticks.awaitLooks(1);
  }

  @Test
  void theIntervalOfTheConfigurationLiesBetweenTwoRequests() throws Exception {
    append("a");
    job.start();
    ticks.awaitLooks(2);
    look(60);
    look(120);
    assertEquals(120, stampedAt.take());
    append("b");
    ticks.awaitLooks(2);
    look(180);
    look(240);
    assertEquals(240, stampedAt.take());
    assertEquals(TWO_MINUTES, job.interval());
  }

  @Test
  void aShorterIntervalOfANewConfigurationCountsAtOnce() throws Exception {
    append("a");
    job.start();
    ticks.awaitLooks(2);
    look(61);
    job.every(Duration.ofSeconds(60));
    assertEquals(61, stampedAt.take());
    assertEquals(Duration.ofSeconds(60), job.interval());
  }

  @Test
  void fullBatchDoesNotWaitForTheInterval() throws Exception {
    job.start();
    append("a");
    append("b");
    look(1);
    append("c");
    look(2);
    assertEquals(2, stampedAt.take());
    append("d");
    look(3);
    look(122);
    assertEquals(122, stampedAt.take());
  }

  @Test
  void intervalsThatTheProtocolDoesNotAllowAreShownAsTheyCount() {
    job.start();
    job.every(Duration.ofSeconds(1));
    assertEquals(Duration.ofSeconds(60), job.interval());
    job.every(Duration.ZERO);
    assertEquals(Duration.ZERO, job.interval());
  }
}
