// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Everything ever accepted, in order, in one table that only grows; the registry's state is what
 * replaying it gives. A change is on disk before {@link #append} returns. One process at a time can
 * have a journal open.
 */
public final class RegistryJournal implements AutoCloseable {
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS journal (
        sequence BIGINT PRIMARY KEY,
        accepted TIMESTAMP(9) WITH TIME ZONE NOT NULL,
        who CHARACTER VARYING(255) NOT NULL,
        why CHARACTER VARYING(4000) NOT NULL,
        change CHARACTER LARGE OBJECT NOT NULL)\
      """;
  private static final String SELECT =
      "SELECT sequence, accepted, who, why, change FROM journal ORDER BY sequence";
  private static final String INSERT =
      "INSERT INTO journal (sequence, accepted, who, why, change) VALUES (?, ?, ?, ?, ?)";

  private final ChangeJson json = new ChangeJson();
  private final FileChannel only;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Connection connection;

  @GuardedBy("lock")
  private long last;

  private RegistryJournal(FileChannel only, Connection connection, long last) {
    this.only = only;
    this.connection = connection;
    this.last = last;
  }

  /**
   * Opens or creates the journal.
   *
   * @param file the database file without its suffix
   */
  public static RegistryJournal open(Path file) {
    String path = file.toAbsolutePath().toString();
    if (path.indexOf(';') >= 0) {
      throw new IllegalArgumentException("a journal's path cannot have a semicolon: " + path);
    }
    FileChannel only = lock(Path.of(path + ".lock"));
    try {
      Connection connection =
          DriverManager.getConnection(
              "jdbc:h2:file:" + path + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0");
      try (Statement statement = connection.createStatement()) {
        statement.execute(CREATE);
        try (ResultSet row = statement.executeQuery("SELECT MAX(sequence) FROM journal")) {
          return new RegistryJournal(only, connection, row.next() ? row.getLong(1) : 0);
        }
      } catch (SQLException failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      unlock(only);
      throw failed("open the journal " + path, failure);
    }
  }

  /** Writes a change down; when this returns it survives whatever happens to the process. */
  public JournalEntry append(Instant time, String who, String why, Change change) {
    lock.lock();
    try {
      var entry = new JournalEntry(last + 1, time, who, why, change);
      insert(entry);
      last = entry.sequence();
      return entry;
    } catch (SQLException failure) {
      throw failed("write to the journal", failure);
    } finally {
      lock.unlock();
    }
  }

  /** Hands out every entry from the first to the last. */
  public void replay(Consumer<JournalEntry> consumer) {
    lock.lock();
    try {
      select(consumer);
    } catch (SQLException failure) {
      throw failed("read the journal", failure);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void insert(JournalEntry entry) throws SQLException {
    String change = json.write(entry.change());
    if (!json.read(change).equals(entry.change())) {
      throw new Fault(FaultCode.DATABASE_ERROR, "A change would not read back as it was accepted");
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT);
        Statement sync = connection.createStatement()) {
      insert.setLong(1, entry.sequence());
      insert.setObject(2, OffsetDateTime.ofInstant(entry.time(), ZoneOffset.UTC));
      insert.setString(3, entry.who());
      insert.setString(4, entry.why());
      insert.setString(5, change);
      insert.executeUpdate();
      sync.execute("CHECKPOINT SYNC");
    }
  }

  @GuardedBy("lock")
  private void select(Consumer<JournalEntry> consumer) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SELECT)) {
      long expected = 1;
      while (row.next()) {
        long sequence = row.getLong(1);
        if (sequence != expected++) {
          throw new Fault(
              FaultCode.DATABASE_ERROR, "The journal lacks entries before number " + sequence);
        }
        consumer.accept(
            new JournalEntry(
                sequence,
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                json.read(row.getString(5))));
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException failure) {
      throw failed("close the journal", failure);
    } finally {
      unlock(only);
      lock.unlock();
    }
  }

  /** The database alone would let the same process open it twice. */
  private static FileChannel lock(Path file) {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw failed("open " + file, failure);
    }
    if (isLocked(channel)) {
      return channel;
    }
    unlock(channel);
    throw new Fault(FaultCode.DATABASE_ERROR, "The journal is open elsewhere: " + file);
  }

  private static boolean isLocked(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException | OverlappingFileLockException heldElsewhere) {
      return false;
    }
  }

  private static void unlock(FileChannel only) {
    try {
      only.close();
    } catch (IOException failure) {
      throw failed("unlock the journal", failure);
    }
  }

  private static Fault failed(String what, Exception failure) {
    return new Fault(FaultCode.DATABASE_ERROR, "Cannot " + what, failure);
  }
}
