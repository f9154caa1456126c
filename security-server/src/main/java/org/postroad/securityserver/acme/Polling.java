// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.shredzone.acme4j.AcmeJsonResource;
import org.shredzone.acme4j.Status;

/**
 * Asks an authority again and again after something that it works on (C84): five times, with five
 * seconds between, or as long as the authority asks for.
 */
final class Polling {
  /** Whoever asks for more is asked again by the next look at what is due. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final AcmeSettings settings;
  private final Waiting waiting;
  private final Clock clock;

  Polling(AcmeSettings settings, Waiting waiting, Clock clock) {
    this.settings = settings;
    this.waiting = waiting;
    this.clock = clock;
  }

  /**
   * The first of the states that is reached.
   *
   * @param what it is, such as "the order"
   * @throws Fault {@code service_failed} when it is not reached in time
   */
  Status until(
      String what, AcmeJsonResource resource, Supplier<Status> status, Set<Status> states) {
    Optional<Instant> told = AcmeCall.ask(what, resource::fetch);
    for (int polls = 0; !states.contains(status.get()); polls++) {
      Instant now = clock.instant();
      Instant next = told.filter(now::isBefore).orElse(now.plus(settings.poll()));
      if (polls == settings.polls() || next.isAfter(now.plus(LONGEST))) {
        throw new Fault(
            FaultCode.SERVICE_FAILED,
            "The authority still works on " + what + ", which is " + status.get());
      }
      waiting.until(next);
      told = AcmeCall.ask(what, resource::fetch);
    }
    return status.get();
  }
}
