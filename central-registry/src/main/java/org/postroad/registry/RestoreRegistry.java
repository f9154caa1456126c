// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.postroad.protocol.backup.BackupContent;
import org.postroad.protocol.backup.BackupKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.backup.StagedRestore;
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
          staged.ready().resolve(JOURNAL),
          () -> staged.complete(RestoreRegistry::isKept, path -> path.startsWith(WITNESS)));
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
    var files = new TreeMap<String, byte[]>();
    try (Stream<Path> all = Files.walk(directory.root())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = directory.root().relativize(file).toString();
        if (isKept(path)) {
          files.put(path, Files.readAllBytes(file));
        }
      }
      return files;
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + directory.root(), failure);
    }
  }

  private static boolean isKept(String path) {
    return LEFT_OUT.stream().noneMatch(path::startsWith) && !path.endsWith(".next");
  }

  /** The key of backups, made if there is none. */
  BackupKey key(char[] pin, Instant now) {
    Path file = directory.root().resolve(KEY);
    try {
      if (!Files.exists(file)) {
        write(file, BackupKey.generate("Registry of " + instance, pin, now));
      }
      return BackupKey.open(Files.readString(file, UTF_8), pin);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot open the key " + file, failure);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, text, UTF_8);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
