// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Keeps every version of the server configuration that ever was, who made it, when and why: each in
 * a file of its own, a {@link VersionDocument}, which is there whole or not at all and on the disk
 * before {@link #save} returns. Open in one place at a time.
 */
public final class ServerConfigurationStore implements ConfigurationVersions {

  /** One version without its content. */
  public record Version(long number, Instant savedAt, String who, String why) {}

  /** A configuration and the version it was read as. */
  public record Saved(Version version, ServerConfiguration configuration) {}

  /** One version and what it has changed. */
  public record Changes(Version version, List<FieldChange> changes) {
    public Changes {
      changes = List.copyOf(changes);
    }
  }

  private final FileChannel only;
  private final VersionFiles files;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final NavigableSet<Long> numbers;

  private ServerConfigurationStore(
      FileChannel only, VersionFiles files, Clock clock, NavigableSet<Long> numbers) {
    this.only = only;
    this.files = files;
    this.clock = clock;
    this.numbers = numbers;
  }

  /**
   * Opens or makes the store in a directory.
   *
   * @throws Fault {@code database_error} when it is open elsewhere
   */
  public static ServerConfigurationStore open(Path directory, Clock clock) {
    try {
      Files.createDirectories(directory);
      FileChannel only = claim(directory.resolve("lock"));
      try {
        VersionFiles files = new VersionFiles(directory);
        files.tidy();
        return new ServerConfigurationStore(only, files, clock, files.numbers());
      } catch (IOException | RuntimeException e) {
        only.close();
        throw e;
      }
    } catch (IOException e) {
      throw failed("cannot be opened", e);
    }
  }

  private static FileChannel claim(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // By this process, which is refused as another one is.
    }
    channel.close();
    throw new IOException("it is open elsewhere, see " + file);
  }

  @Override
  public Optional<Version> newest() {
    return newest(files::head);
  }

  @Override
  public Optional<Saved> load() {
    return newest(files::read);
  }

  /** An older version may be taken away, not the one that is in use. */
  private <T> Optional<T> newest(LongFunction<Optional<T>> reading) {
    long number = newestNumber();
    Optional<T> found = reading.apply(number);
    if (number > 0 && found.isEmpty()) {
      throw new Fault(
          FaultCode.DATABASE_ERROR,
          "Version %d of the server configuration is not in %s any more"
              .formatted(number, files.directory()));
    }
    return found;
  }

  /** 0 before the first was saved. */
  private long newestNumber() {
    lock.lock();
    try {
      return numbers.isEmpty() ? 0 : numbers.last();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What each of these versions has changed, field by field, the oldest first (D27).
   *
   * @param first the number of the first version
   * @param last the number of the last version
   */
  public List<Changes> changes(long first, long last) {
    List<Changes> changes = new ArrayList<>();
    Optional<ServerConfiguration> before = files.read(first - 1).map(Saved::configuration);
    for (long number : numbers(first, last)) {
      Optional<Saved> saved = files.read(number);
      if (saved.isPresent()) {
        ServerConfiguration then = saved.get().configuration();
        changes.add(new Changes(saved.get().version(), FieldChange.between(before, then)));
        before = Optional.of(then);
      }
    }
    return changes;
  }

  private List<Long> numbers(long first, long last) {
    lock.lock();
    try {
      return first > last ? List.of() : List.copyOf(numbers.subSet(first, true, last, true));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Saved> version(long number) {
    return files.read(number);
  }

  @Override
  public List<Version> history() {
    return numbers(1, Long.MAX_VALUE).reversed().stream()
        .flatMap(number -> files.head(number).stream())
        .toList();
  }

  @Override
  public void requireChangeable() {}

  @Override
  public Version save(long known, ServerConfiguration next, String who, String why) {
    Author author = new Author(who, why);
    Version version =
        new Version(known + 1, Instant.ofEpochMilli(clock.millis()), author.who(), author.why());
    lock.lock();
    try {
      if (known != newestNumber()) {
        throw new Fault(
            FaultCode.BAD_REQUEST,
            "Version " + known + " of the server configuration is not the newest");
      }
      files.write(new Saved(version, next));
      numbers.add(version.number());
      return version;
    } catch (IOException e) {
      throw failed("cannot be saved", e);
    } finally {
      lock.unlock();
    }
  }

  private static Fault failed(String what, IOException e) {
    return new Fault(
        FaultCode.DATABASE_ERROR, "Server configuration " + what + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      only.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
