// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.protocol.backup.Backup;
import org.postroad.protocol.backup.BackupContent;
import org.postroad.protocol.backup.BackupFolder;
import org.postroad.protocol.backup.BackupKey;
import org.postroad.protocol.backup.BackupKeyFile;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.api.KeptBackups;
import org.postroad.securityserver.conf.ConfigurationVersions;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.conf.SecondaryConfiguration;
import org.postroad.securityserver.signer.ServerKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backups of a running server (E30); a secondary node, which has nothing of its own to back up,
 * makes, takes and restores none. Their key is made or unlocked when it is first needed. Once a
 * restore was prepared, administrators change nothing until the server has started again.
 *
 * <p>{@code lock} is held while the key is made or unlocked.
 */
public final class ServerBackups implements KeptBackups {
  private static final Logger LOG = LoggerFactory.getLogger(ServerBackups.class);

  private final RestoreServer restore;
  private final ConfigurationVersions store;
  private final ServerKeys keys;
  private final SecurityServerId id;
  private final NodeType node;
  private final BackupKeyFile keyFile;
  private final BackupFolder folder;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private Optional<BackupKey> key = Optional.empty();

  private volatile boolean restoring;
  private volatile Runnable restart = () -> {};

  ServerBackups(
      SecurityServerOptions options,
      ConfigurationVersions store,
      ServerKeys keys,
      SecurityServerId id,
      Clock clock,
      SecureRandom random) {
    var directory = new ServerDirectory(options.directory());
    this.restore = RestoreServer.of(options);
    this.store = store;
    this.keys = keys;
    this.id = id;
    this.node = options.settings().node().type();
    this.keyFile = new BackupKeyFile(directory.backupKey(), "Security server " + id);
    this.clock = clock;
    this.folder =
        new BackupFolder("ss", directory.backups(), this::key, this::present, clock, random);
  }

  @Override
  public BackupFolder folder() {
    return folder;
  }

  /** Who starts the server again when a restore has been prepared. */
  public void onRestore(Runnable starter) {
    restart = starter;
  }

  /** Restores when the server is started the next time, and has that done. */
  @Override
  public void restore(String name) {
    BackupContent content = folder.open(name);
    Backup present = folder.make(Backup.Occasion.BEFORE_RESTORE);
    keys.usePin(pin -> restore.prepare(content, id, pin));
    LOG.info("{} is restored; what was there is in {}", name, present.name());
    restoring = true;
    restart.run();
  }

  @Override
  public void requireNoRestore() {
    if (restoring) {
      throw new Fault(FaultCode.MAINTENANCE_MODE, "A backup is being restored");
    }
  }

  @Override
  public boolean areMade() {
    return node != NodeType.SECONDARY;
  }

  @Override
  public List<String> keys() {
    return areMade() ? keyFile.fingerprint().stream().toList() : List.of();
  }

  @Override
  public boolean lackSettings() {
    return restore.files().settingsAreElsewhere();
  }

  /** A copy of the PIN, to be wiped after use. */
  char[] pin() {
    return keys.withPin(char[]::clone);
  }

  private BackupContent present() {
    return restore.present(
        store.load().orElseThrow(() -> new IllegalStateException("nothing is stored")));
  }

  private BackupKey key() {
    if (!areMade()) {
      throw SecondaryConfiguration.refusal();
    }
    lock.lock();
    try {
      BackupKey known =
          key.orElseGet(() -> keys.withPin(pin -> keyFile.openOrMake(pin, clock.instant())));
      key = Optional.of(known);
      return known;
    } finally {
      lock.unlock();
    }
  }
}
