// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** All that this node needs to process messages, asked in order (F07). */
public final class Health {
  private final List<RememberedCheck> checks;

  public Health(List<HealthCheck> checks) {
    this(checks, CheckTimes.DEFAULT, System::nanoTime);
  }

  Health(List<HealthCheck> checks, CheckTimes times, LongSupplier nanoTime) {
    this.checks =
        checks.stream().map(check -> new RememberedCheck(check, times, nanoTime)).toList();
  }

  /** The first thing that is wrong; those behind it are not looked at. */
  public Optional<String> problem() {
    return checks.stream().map(RememberedCheck::problem).flatMap(Optional::stream).findFirst();
  }
}
