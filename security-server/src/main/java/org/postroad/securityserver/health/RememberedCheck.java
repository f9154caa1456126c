// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.postroad.protocol.fault.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A health check whose answer is waited for only so long and counts for a while, however many ask.
 *
 * <p>A probe that hangs is not started again before it has ended, so that no number of questions
 * makes more than one of them wait.
 *
 * <p>{@code lock} is held while the probe is waited for: who asks meanwhile gets its answer.
 */
final class RememberedCheck {
  private static final Logger LOG = LoggerFactory.getLogger(RememberedCheck.class);

  private record Answer(Optional<String> problem, long atNanos) {}

  private final HealthCheck check;
  private final CheckTimes times;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private Optional<Answer> last = Optional.empty();

  @GuardedBy("lock")
  private Optional<FutureTask<Optional<String>>> running = Optional.empty();

  RememberedCheck(HealthCheck check, CheckTimes times, LongSupplier nanoTime) {
    this.check = check;
    this.times = times;
    this.nanoTime = nanoTime;
  }

  /** What is wrong, as it is or as it was a moment ago. */
  Optional<String> problem() {
    lock.lock();
    try {
      if (last.isEmpty() || !stillCounts(last.get())) {
        Optional<String> problem = ask();
        last.map(Answer::problem)
            .filter(before -> before.isPresent() != problem.isPresent())
            .ifPresent(_ -> LOG.info("{} is {}", check.name(), problem.orElse("good again")));
        last = Optional.of(new Answer(problem, nanoTime.getAsLong()));
        return problem;
      }
      return last.get().problem();
    } finally {
      lock.unlock();
    }
  }

  private boolean stillCounts(Answer answer) {
    long age = nanoTime.getAsLong() - answer.atNanos();
    return age < (answer.problem().isPresent() ? times.bad() : times.good()).toNanos();
  }

  @GuardedBy("lock")
  private Optional<String> ask() {
    FutureTask<Optional<String>> task = running.orElseGet(this::begin);
    running = Optional.of(task);
    try {
      Optional<String> problem = task.get(times.answer().toMillis(), TimeUnit.MILLISECONDS);
      running = Optional.empty();
      return problem.map(this::named);
    } catch (TimeoutException _) {
      return Optional.of("Fetching health check response timed out for: " + check.name());
    } catch (ExecutionException e) {
      running = Optional.empty();
      LOG.debug("{} is not good", check.name(), e.getCause());
      return Optional.of(named(reason(Objects.requireNonNullElse(e.getCause(), e))));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of(named("interrupted"));
    }
  }

  private FutureTask<Optional<String>> begin() {
    FutureTask<Optional<String>> task = new FutureTask<>(check.probe()::problem);
    var _ = Thread.ofVirtual().name("health-check").start(task);
    return task;
  }

  private static String reason(Throwable failure) {
    if (failure instanceof Fault fault) {
      return fault.text();
    }
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }

  private String named(String problem) {
    return check.name() + ": " + problem;
  }
}
