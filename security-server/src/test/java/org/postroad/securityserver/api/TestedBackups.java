// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.postroad.protocol.backup.BackupContent;
import org.postroad.protocol.backup.BackupFolder;
import org.postroad.protocol.backup.BackupKeyFile;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Backups of a server that consists of one file. */
public final class TestedBackups implements KeptBackups {
  private static final char[] PIN = "a secret pin".toCharArray();

  private final BackupFolder folder;
  private final AtomicReference<String> restored = new AtomicReference<>("");

  public TestedBackups(Path directory, Clock clock) {
    var key = new BackupKeyFile(directory.resolve("backup-key.asc"), "Tester");
    folder =
        new BackupFolder(
            "ss",
            directory.resolve("backup"),
            () -> key.openOrMake(PIN, clock.instant()),
            () -> new BackupContent("tester", Map.of("file", "content".getBytes(UTF_8))),
            clock,
            new SecureRandom());
  }

  @Override
  public BackupFolder folder() {
    return folder;
  }

  @Override
  public void restore(String name) {
    restored.set(name);
  }

  @Override
  public boolean areMade() {
    return true;
  }

  @Override
  public List<String> keys() {
    return List.of("A1");
  }

  @Override
  public boolean lackSettings() {
    return true;
  }

  @Override
  public void requireNoRestore() {
    if (!restored.get().isEmpty()) {
      throw new Fault(FaultCode.MAINTENANCE_MODE, restored.get() + " is being restored");
    }
  }
}
