// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimestampScheduleTest {
  private static final TimestampSchedule.Outcome FAILED = new TimestampSchedule.Outcome.Failed();

  private final TimestampSchedule schedule =
      new TimestampSchedule(Duration.ofSeconds(120), Duration.ofSeconds(60), 10);

  private static TimestampSchedule.Outcome stamped(int records) {
    return new TimestampSchedule.Outcome.Stamped(records);
  }

  private static TimestampSchedule.Step step(int seconds, int limit, boolean retrying) {
    return new TimestampSchedule.Step(Duration.ofSeconds(seconds), limit, retrying);
  }

  @Test
  void theIntervalIsKeptBetweenAMinuteAndADay() {
    assertEquals(Duration.ofSeconds(60), interval(1));
    assertEquals(Duration.ofSeconds(61), interval(61));
    assertEquals(Duration.ofDays(1), interval(90_000));
  }

  private static Duration interval(int seconds) {
    return new TimestampSchedule(Duration.ofSeconds(seconds), Duration.ofSeconds(60), 10)
        .first()
        .delay();
  }

  @Test
  void aFullBatchStartsAnotherAtOnce() {
    assertEquals(step(0, 10, false), schedule.after(schedule.first(), stamped(10)));
    assertEquals(step(120, 10, false), schedule.after(schedule.first(), stamped(9)));
    assertEquals(step(120, 10, false), schedule.after(schedule.first(), stamped(0)));
  }

  @Test
  void whileFailingOneRecordIsTriedAtATimeAfterTheRetryDelay() {
    TimestampSchedule.Step retry = schedule.after(schedule.first(), FAILED);
    assertEquals(step(60, 1, true), retry);
    assertEquals(step(60, 1, true), schedule.after(retry, FAILED));
  }

  @Test
  void theRetryDelayIsNeverLongerThanTheInterval() {
    TimestampSchedule slow =
        new TimestampSchedule(Duration.ofSeconds(90), Duration.ofSeconds(600), 10);
    assertEquals(step(90, 1, true), slow.after(slow.first(), FAILED));
  }

  @Test
  void theFirstSuccessTakesABatchAtOnce() {
    TimestampSchedule.Step retry = schedule.after(schedule.first(), FAILED);
    assertEquals(step(0, 10, false), schedule.after(retry, stamped(1)));
    assertEquals(step(120, 10, false), schedule.after(retry, stamped(0)));
  }
}
