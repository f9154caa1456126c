// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.time.Clock;
import java.time.Duration;

/** How long this process has been there, for the line that says that it is ready. */
public final class ProcessAge {
  private ProcessAge() {}

  /** In whole milliseconds; zero where the operating system does not tell. */
  public static long millis(Clock clock) {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(begin -> Duration.between(begin, clock.instant()).toMillis())
        .orElse(0L);
  }
}
