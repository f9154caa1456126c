// SPDX-License-Identifier: MIT

package org.postroad.registry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.protocol.administration.BackupOperations;
import org.postroad.protocol.backup.BackupContent;
import org.postroad.protocol.backup.BackupFolder;
import org.postroad.protocol.backup.BackupKey;

/**
 * The backups of an open registry (E11). Their key is made or unlocked when it is first needed.
 * Once a restore was prepared the registry accepts no change until it was opened again.
 */
public final class RegistryBackups implements BackupOperations.Kept, AutoCloseable {
  private final RestoreRegistry restore;
  private final AcceptChange acceptChange;
  private final BackupFolder folder;
  private final char[] pin;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private Optional<BackupKey> key = Optional.empty();

  private volatile Runnable restart = () -> {};

  RegistryBackups(
      RegistryOptions options, AcceptChange acceptChange, Clock clock, SecureRandom random) {
    this.restore = RestoreRegistry.of(options, clock);
    this.acceptChange = acceptChange;
    this.pin = options.pin().clone();
    this.clock = clock;
    this.folder =
        new BackupFolder(
            "cs",
            restore.directory().backups(),
            this::key,
            () -> restore.present(acceptChange.journal()),
            clock,
            random);
  }

  @Override
  public BackupFolder folder() {
    return folder;
  }

  /** Who starts the registry again when a restore has been prepared. */
  public void onRestore(Runnable starter) {
    restart = starter;
  }

  /** Restores when the registry is opened the next time, and has that done. */
  @Override
  public void restore(String name) {
    BackupContent content = folder.open(name);
    restore.prepare(content);
    acceptChange.refuse("A backup is being restored");
    restart.run();
  }

  private BackupKey key() {
    lock.lock();
    try {
      BackupKey known = key.orElseGet(() -> restore.key().openOrMake(pin, clock.instant()));
      key = Optional.of(known);
      return known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Arrays.fill(pin, '\0');
  }
}
