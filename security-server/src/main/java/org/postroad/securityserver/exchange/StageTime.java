// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.time.Duration;

/**
 * How long one stage of one exchange took. One is made for every stage of every exchange and few
 * are read, so it has no more than was measured.
 */
public record StageTime(Class<?> type, long nanos) {

  public String stage() {
    return type.getSimpleName();
  }

  public Duration duration() {
    return Duration.ofNanos(nanos);
  }

  @Override
  public String toString() {
    return stage() + ' ' + duration();
  }
}
