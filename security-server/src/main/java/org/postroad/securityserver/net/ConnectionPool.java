// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Idle outgoing connections by {@link Route}; the one used last is taken first.
 *
 * <p>A connection on which anything arrives while it is idle, be it the end or bytes nobody asked
 * for, is closed and never used.
 */
final class ConnectionPool implements AutoCloseable {
  private final int most;
  private final long idleNanos;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<Route, Deque<Idle>> idle = new HashMap<>();

  @GuardedBy("lock")
  private int size;

  @GuardedBy("lock")
  private boolean closed;

  private record Idle(Wire wire, long since, long lifetimeNanos) {

    boolean isOld(long now) {
      return now - since >= lifetimeNanos;
    }
  }

  ConnectionPool(int most, long idleNanos, LongSupplier nanoTime) {
    this.most = most;
    this.idleNanos = idleNanos;
    this.nanoTime = nanoTime;
  }

  Optional<Wire> take(Route route) {
    while (true) {
      Optional<Idle> found = last(route);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Wire wire = found.get().wire();
      wire.watch(() -> {});
      if (wire.isFresh() && !found.get().isOld(nanoTime.getAsLong())) {
        return Optional.of(wire);
      }
      wire.dispose();
    }
  }

  /**
   * Takes a connection back.
   *
   * @param keptNanos how long its peer keeps it, as far as that is known
   */
  void put(Route route, Wire wire, OptionalLong keptNanos) {
    long lifetime = Math.min(idleNanos, keptNanos.orElse(Long.MAX_VALUE));
    Idle entry = new Idle(wire, nanoTime.getAsLong(), lifetime);
    boolean kept;
    lock.lock();
    try {
      kept = !closed && size < most;
      if (kept) {
        idle.computeIfAbsent(route, _ -> new ArrayDeque<>()).addLast(entry);
        size++;
      }
    } finally {
      lock.unlock();
    }
    if (!kept) {
      wire.dispose();
      return;
    }
    wire.watch(() -> look(route, entry));
    look(route, entry);
  }

  /** The event loop may also come by late, about bytes that were read before. */
  private void look(Route route, Idle entry) {
    if (!entry.wire().isFresh()) {
      discard(route, entry);
    }
  }

  /** Closes what has been idle for too long. */
  void sweep() {
    long now = nanoTime.getAsLong();
    drop(entry -> entry.isOld(now));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    drop(_ -> true);
  }

  private Optional<Idle> last(Route route) {
    lock.lock();
    try {
      Deque<Idle> entries = idle.get(route);
      if (entries == null) {
        return Optional.empty();
      }
      Idle entry = entries.removeLast();
      size--;
      if (entries.isEmpty()) {
        idle.remove(route);
      }
      return Optional.of(entry);
    } finally {
      lock.unlock();
    }
  }

  private void discard(Route route, Idle entry) {
    boolean found;
    lock.lock();
    try {
      Deque<Idle> entries = idle.getOrDefault(route, new ArrayDeque<>());
      found = entries.remove(entry);
      size -= found ? 1 : 0;
      if (entries.isEmpty()) {
        idle.remove(route);
      }
    } finally {
      lock.unlock();
    }
    if (found) {
      entry.wire().dispose();
    }
  }

  private void drop(java.util.function.Predicate<Idle> condition) {
    List<Idle> dropped = new ArrayList<>();
    lock.lock();
    try {
      Iterator<Deque<Idle>> routes = idle.values().iterator();
      while (routes.hasNext()) {
        Deque<Idle> entries = routes.next();
        entries.stream().filter(condition).forEach(dropped::add);
        entries.removeIf(condition);
        if (entries.isEmpty()) {
          routes.remove();
        }
      }
      size -= dropped.size();
    } finally {
      lock.unlock();
    }
    dropped.forEach(entry -> entry.wire().dispose());
  }
}
