// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Shares the connections of a listener among those who call, so that nobody who opens many keeps
 * out a known partner (rows C-063, C-064).
 *
 * <p>Every known address is a group of its own, all others are one together. While there is room
 * everybody gets in. At the limit a newcomer gets in only when a larger group than its own has a
 * connection that carries no exchange, the oldest of which then gives way; otherwise the newcomer
 * goes. So a flood, from wherever it comes, costs only those who take part in it.
 */
final class ConnectionShares {

  /** One connection that may have to go. */
  interface Held {
    /** Ends it at once and says so, unless it carries an exchange. */
    boolean giveWay();
  }

  private final int most;
  private final Predicate<InetAddress> known;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<Optional<InetAddress>, SequencedSet<Held>> groups = new HashMap<>();

  @GuardedBy("lock")
  private final Map<Held, Optional<InetAddress>> groupOf = new HashMap<>();

  ConnectionShares(int most, Predicate<InetAddress> known) {
    this.most = most;
    this.known = known;
  }

  /** Whether the connection may stay; to make room for it another may be ended. */
  boolean admit(Held connection, InetAddress address) {
    Optional<InetAddress> group = known.test(address) ? Optional.of(address) : Optional.empty();
    lock.lock();
    try {
      if (groupOf.size() >= most && !makeRoom(sizeOf(group))) {
        return false;
      }
      groups.computeIfAbsent(group, _ -> new LinkedHashSet<>()).addLast(connection);
      groupOf.put(connection, group);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The connection has ended, for whatever reason; it may never have been admitted. */
  void gone(Held connection) {
    lock.lock();
    try {
      forget(connection);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean makeRoom(int newcomers) {
    List<SequencedSet<Held>> larger =
        groups.values().stream()
            .filter(each -> each.size() > newcomers)
            .sorted(Comparator.comparingInt((SequencedSet<Held> each) -> each.size()).reversed())
            .toList();
    for (SequencedSet<Held> group : larger) {
      for (Held held : new ArrayList<>(group)) {
        if (held.giveWay()) {
          forget(held);
          return true;
        }
      }
    }
    return false;
  }

  @GuardedBy("lock")
  private int sizeOf(Optional<InetAddress> group) {
    SequencedSet<Held> held = groups.get(group);
    return held == null ? 0 : held.size();
  }

  @GuardedBy("lock")
  private void forget(Held connection) {
    Optional<InetAddress> group = groupOf.remove(connection);
    SequencedSet<Held> held = group == null ? null : groups.get(group);
    if (held != null) {
      held.remove(connection);
      if (held.isEmpty()) {
        groups.remove(group);
      }
    }
  }
}
