// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How one service has done lately, in slices of ten seconds: what is told covers the last ten
 * minutes, give or take a slice (G-025, G-026).
 */
final class ServiceHealth {
  private static final Duration SLICE = Duration.ofSeconds(10);
  private static final int SLICES = Math.toIntExact(MonitoringSettings.STATISTICS.dividedBy(SLICE));

  /** What happened within one slice of time. */
  private record Slice(
      long number, long good, long bad, Summary duration, Summary request, Summary response) {
    static Slice empty(long number) {
      return new Slice(number, 0, 0, Summary.NONE, Summary.NONE, Summary.NONE);
    }

    Slice with(Call call) {
      return call.succeeded()
          ? new Slice(
              number,
              good + 1,
              bad,
              duration.with(call.millis()),
              request.with(call.requestBytes()),
              response.with(call.responseBytes()))
          : new Slice(number, good, bad + 1, duration, request, response);
    }

    Slice joined(Slice other) {
      return new Slice(
          number,
          good + other.good,
          bad + other.bad,
          duration.joined(other.duration),
          request.joined(other.request),
          response.joined(other.response));
    }
  }

  /** One call as far as it is counted. */
  record Call(Instant end, boolean succeeded, long millis, long requestBytes, long responseBytes) {}

  /**
   * What is told of a service.
   *
   * @param duration in milliseconds, of successful calls alone, as the sizes in bytes
   */
  record Report(
      Optional<Instant> lastGood,
      Optional<Instant> lastBad,
      Optional<String> type,
      long good,
      long bad,
      Summary duration,
      Summary request,
      Summary response) {}

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Slice[] slices = new Slice[SLICES];

  @GuardedBy("lock")
  private Optional<Instant> lastGood = Optional.empty();

  @GuardedBy("lock")
  private Optional<Instant> lastBad = Optional.empty();

  @GuardedBy("lock")
  private Optional<String> type = Optional.empty();

  ServiceHealth() {
    for (int i = 0; i < SLICES; i++) {
      slices[i] = Slice.empty(-1);
    }
  }

  void add(Call call, Optional<String> serviceType) {
    lock.lock();
    try {
      if (call.succeeded()) {
        lastGood = Optional.of(call.end());
      } else {
        lastBad = Optional.of(call.end());
      }
      type = serviceType.or(() -> type);
      long number = number(call.end());
      int place = Math.floorMod(number, SLICES);
      Slice slice = slices[place].number() == number ? slices[place] : Slice.empty(number);
      slices[place] = slice.with(call);
    } finally {
      lock.unlock();
    }
  }

  Report report(Instant now) {
    lock.lock();
    try {
      long newest = number(now);
      Slice all = Slice.empty(newest);
      for (Slice slice : slices) {
        if (slice.number() > newest - SLICES && slice.number() <= newest) {
          all = all.joined(slice);
        }
      }
      return new Report(
          lastGood,
          lastBad,
          type,
          all.good(),
          all.bad(),
          all.duration(),
          all.request(),
          all.response());
    } finally {
      lock.unlock();
    }
  }

  private static long number(Instant time) {
    return time.getEpochSecond() / SLICE.toSeconds();
  }
}
