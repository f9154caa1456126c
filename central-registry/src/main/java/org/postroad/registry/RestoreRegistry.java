// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.postroad.protocol.backup.BackedUp;
import org.postroad.protocol.backup.BackupContent;
import org.postroad.protocol.backup.BackupKeyFile;
import org.postroad.protocol.backup.StagedRestore;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.store.JournalPosition;
import org.postroad.registry.store.RegistryJournal;
import org.postroad.registry.store.RestoreJournal;

/**
 * What of a registry goes into a backup, and how that comes back (E11): the journal, and every file
 * of the directory but what is made from those, what belongs to the machine, and what opens a
 * backup.
 */
record RestoreRegistry(
    RegistryDirectory directory, String origin, String instance, RestoreJournal journal) {
  private static final String JOURNAL = "registry.journal";
  private static final String KEY = "backup-key.asc";

  /** A witness that forgot what it has signed could be made to contradict itself. */
  private static final String WITNESS = "witness/";

  private static final List<String> LEFT_OUT =
      List.of(
          "registry.journal",
          "registry.lock",
          "registry.mv.db",
          "registry.trace.db",
          "catalogue.",
          "public/",
          "globalconf/",
          "backup/",
          "audit.log",
          "token.pin",
          "admin/",
          ".",
          KEY);

  static RestoreRegistry of(RegistryOptions options, Clock clock) {
    var directory = new RegistryDirectory(options.directory());
    String node = options.role().node();
    return new RestoreRegistry(
        directory,
        "registry " + options.instance() + " " + node,
        options.instance(),
        new RestoreJournal(
            options.database(), directory.journal(), options.instance(), node, clock));
  }

  /** Carries a restore that was prepared to its end; refused while a registry is open here. */
  static void complete(RegistryOptions options, Clock clock) {
    RestoreRegistry restored = of(options, clock);
    var staged = new StagedRestore(restored.directory.root());
    if (staged.isReady()) {
      restored.journal.apply(
          staged.ready().resolve(JOURNAL), () -> staged.complete(new OwnFiles()));
    }
  }

  /** Restores at the next start; nothing changes before. */
  void prepare(BackupContent content) {
    if (!content.origin().equals(origin)) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "The backup is of " + content.origin() + ", this is " + origin);
    }
    new StagedRestore(directory.root())
        .prepare(content, staging -> journal.check(staging.resolve(JOURNAL)));
  }

  /** All that is kept now; read again if something was accepted meanwhile. */
  BackupContent present(RegistryJournal open) {
    var lines = new ByteArrayOutputStream();
    JournalPosition last = copy(open, JournalPosition.beginning(instance), lines);
    Map<String, byte[]> files = files();
    JournalPosition now = copy(open, last, lines);
    while (!now.equals(last)) {
      last = now;
      files = files();
      now = copy(open, last, lines);
    }
    files.put(JOURNAL, lines.toByteArray());
    return new BackupContent(origin, files);
  }

  private static JournalPosition copy(
      RegistryJournal open, JournalPosition after, ByteArrayOutputStream lines) {
    JournalPosition last = after;
    JournalPosition next = open.copy(last, line -> lines.writeBytes((line + "\n").getBytes(UTF_8)));
    while (!next.equals(last)) {
      last = next;
      next = open.copy(last, line -> lines.writeBytes((line + "\n").getBytes(UTF_8)));
    }
    return last;
  }

  private Map<String, byte[]> files() {
    return new StagedRestore(directory.root()).present(new OwnFiles());
  }

  private static final class OwnFiles implements BackedUp {
    @Override
    public boolean isKept(String path) {
      return LEFT_OUT.stream().noneMatch(path::startsWith) && !path.endsWith(".next");
    }

    @Override
    public boolean isNeverSetBack(String path) {
      return path.startsWith(WITNESS);
    }

    @Override
    public boolean isEntered(String folder) {
      return !LEFT_OUT.contains(folder + "/");
    }
  }

  BackupKeyFile key() {
    return new BackupKeyFile(directory.root().resolve(KEY), "Registry of " + instance);
  }
}
