// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.postroad.protocol.administration.Administration;

/**
 * The API, which begins when it is asked for the first time: it takes a second of processor time,
 * which a server that nobody administers never spends.
 *
 * <p>{@code lock} is held while it begins; whoever asks meanwhile waits.
 */
public final class LazyApi implements Supplier<Administration>, AutoCloseable {
  private final Supplier<Administration> opening;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private Optional<Administration> begun = Optional.empty();

  public LazyApi(Supplier<Administration> opening) {
    this.opening = opening;
  }

  @Override
  public Administration get() {
    lock.lock();
    try {
      Administration api = begun.orElseGet(opening);
      begun = Optional.of(api);
      return api;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      begun.ifPresent(Administration::close);
    } finally {
      lock.unlock();
    }
  }
}
