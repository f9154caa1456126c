// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How often each address may ask: so many requests at once and, after that, as many in each period,
 * spread evenly. Remembers a bounded number of addresses, the latest ones.
 */
public final class RequestRate {
  private static final int MOST_ADDRESSES = 10_000;

  private final Duration period;
  private final Duration interval;
  private final ReentrantLock lock = new ReentrantLock();

  /** When each address has used up nothing again. */
  @GuardedBy("lock")
  private final Map<InetAddress, Instant> free = new LinkedHashMap<>(16, 0.75f, true);

  public RequestRate(int requests, Duration period) {
    this.period = period;
    this.interval = period.dividedBy(requests);
  }

  /** Whether the address may ask now; if so, that is counted. */
  public boolean admits(InetAddress address, Instant now) {
    lock.lock();
    try {
      Instant known = free.getOrDefault(address, now);
      Instant next = (known.isBefore(now) ? now : known).plus(interval);
      if (next.isAfter(now.plus(period))) {
        return false;
      }
      free.put(address, next);
      if (free.size() > MOST_ADDRESSES) {
        var oldest = free.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
