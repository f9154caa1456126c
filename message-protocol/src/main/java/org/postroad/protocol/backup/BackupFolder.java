// SPDX-License-Identifier: MIT

package org.postroad.protocol.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The backups that a program makes of itself (E11, E30), in one folder for their owner alone.
 * Whatever is put there was deciphered and verified first.
 */
public final class BackupFolder {
  private static final Pattern NAME = Pattern.compile("^(?!\\.)[\\w.\\-]{1,200}\\.gpg$");

  private final String program;
  private final Path folder;
  private final Supplier<BackupKey> key;
  private final Supplier<BackupContent> present;
  private final InstantSource clock;
  private final SecureRandom random;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Backups in a folder, which is made with the first of them.
   *
   * @param program what the names of those begin with that a schedule makes: {@code cs}, {@code ss}
   * @param key asked for when it is needed
   * @param present what is to be kept
   */
  public BackupFolder(
      String program,
      Path folder,
      Supplier<BackupKey> key,
      Supplier<BackupContent> present,
      InstantSource clock,
      SecureRandom random) {
    this.program = program;
    this.folder = folder;
    this.key = key;
    this.present = present;
    this.clock = clock;
    this.random = random;
  }

  /** Whether a file may have this name. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The newest first. */
  public List<Backup> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> isName(name(file)) && Files.isRegularFile(file))
          .map(BackupFolder::describe)
          .sorted(Comparator.comparing(Backup::createdAt).thenComparing(Backup::name).reversed())
          .toList();
    } catch (IOException failure) {
      throw failed("list the backups", failure);
    }
  }

  /** Makes a backup of what is there now. */
  public Backup make(Backup.Occasion occasion) {
    Instant now = clock.instant();
    String time =
        DateTimeFormatter.ofPattern(occasion.time(), Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(now);
    return keep(
        occasion.prefix(program) + time + ".gpg",
        new SealBackup(key.get(), random).apply(present.get(), now),
        false);
  }

  /** The bytes of a backup, sealed as they are. */
  public byte[] read(String name) {
    try {
      return Files.readAllBytes(existing(name));
    } catch (IOException failure) {
      throw failed("read the backup " + name, failure);
    }
  }

  /** What is in a backup. */
  public BackupContent open(String name) {
    return new OpenBackup(key.get()).apply(read(name));
  }

  /** Whether there is one of this name. */
  public boolean has(String name) {
    return isName(name) && Files.isRegularFile(folder.resolve(name));
  }

  /**
   * Takes in a backup that was kept elsewhere, if it is one that was made with the key.
   *
   * @param replace whether it may take the place of one with its name
   */
  public Backup keep(String name, byte[] sealed, boolean replace) {
    requireName(name);
    var _ = new OpenBackup(key.get()).apply(sealed);
    lock.lock();
    try {
      if (!replace && has(name)) {
        throw new Fault(FaultCode.INVALID_REQUEST, "A backup named " + name + " exists");
      }
      OwnerFiles.makeFolder(folder);
      OwnerFiles.write(folder.resolve(name), sealed);
      Files.setLastModifiedTime(folder.resolve(name), FileTime.from(clock.instant()));
      return describe(folder.resolve(name));
    } catch (IOException failure) {
      throw failed("keep the backup " + name, failure);
    } finally {
      lock.unlock();
    }
  }

  public void delete(String name) {
    try {
      Files.delete(existing(name));
    } catch (IOException failure) {
      throw failed("delete the backup " + name, failure);
    }
  }

  /** Deletes those that the schedule made longer ago; what people made stays. */
  public void deleteAutomatic(Duration olderThan) {
    Instant oldest = clock.instant().minus(olderThan);
    list().stream()
        .filter(backup -> isAutomatic(backup) && backup.createdAt().isBefore(oldest))
        .forEach(backup -> delete(backup.name()));
  }

  /** When the schedule made one last. */
  public Optional<Instant> lastAutomatic() {
    return list().stream().filter(this::isAutomatic).findFirst().map(Backup::createdAt);
  }

  /** Whether the schedule made it, going by its name. */
  private boolean isAutomatic(Backup backup) {
    return backup.name().startsWith(Backup.Occasion.DAILY.prefix(program));
  }

  private Path existing(String name) {
    requireName(name);
    if (!has(name)) {
      throw new Fault(FaultCode.NOT_FOUND, "There is no backup named " + name);
    }
    return folder.resolve(name);
  }

  private static void requireName(String name) {
    if (!isName(name)) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "A backup is named with letters, digits, '_', '.' and '-' and ends in .gpg");
    }
  }

  private static Backup describe(Path file) {
    try {
      return new Backup(name(file), Files.getLastModifiedTime(file).toInstant());
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot look at " + file, failure);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static Fault failed(String what, IOException failure) {
    return new Fault(
        FaultCode.INTERNAL_ERROR, "Cannot " + what + ": " + failure.getMessage(), failure);
  }
}
