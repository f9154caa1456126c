// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Who won the last race among the same candidates, for an hour (row C-058). */
final class FastestAddresses {
  private static final long LIFE_NANOS = Duration.ofHours(1).toNanos();
  private static final int MOST = 10_000;

  private final Map<Set<InetSocketAddress>, Winner> winners = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  private record Winner(InetSocketAddress address, long since) {}

  FastestAddresses(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  Optional<InetSocketAddress> of(Set<InetSocketAddress> candidates) {
    Winner winner = winners.get(candidates);
    if (winner == null || isOld(winner)) {
      return Optional.empty();
    }
    return Optional.of(winner.address());
  }

  void remember(Set<InetSocketAddress> candidates, InetSocketAddress winner) {
    if (candidates.size() < 2) {
      return;
    }
    if (winners.size() >= MOST) {
      winners.values().removeIf(this::isOld);
    }
    if (winners.size() < MOST) {
      Winner entry = new Winner(winner, nanoTime.getAsLong());
      winners.merge(
          candidates,
          entry,
          (old, next) -> old.address().equals(winner) && !isOld(old) ? old : next);
    }
  }

  void forget(Set<InetSocketAddress> candidates) {
    winners.remove(candidates);
  }

  private boolean isOld(Winner winner) {
    return nanoTime.getAsLong() - winner.since() >= LIFE_NANOS;
  }
}
