// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The journal of a registry on one machine: a file of lines that is the truth, and H2, which holds
 * the same entries for whoever asks with SQL. H2 alone lost commits it had acknowledged when its
 * process was killed; what it lacks on opening comes from the file.
 *
 * <p>After a write that failed nothing more is accepted until the journal is opened again, because
 * a second force may report a success that did not happen.
 */
final class EmbeddedJournal implements RegistryJournal {
  private final JournalLock only;
  private final ChangeJson json = new ChangeJson();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final JournalFile file;

  @GuardedBy("lock")
  private final EmbeddedDatabase database;

  @GuardedBy("lock")
  private final JournalCursor cursor;

  @GuardedBy("lock")
  private boolean failed;

  private EmbeddedJournal(
      JournalLock only, JournalFile file, EmbeddedDatabase database, JournalCursor cursor) {
    this.only = only;
    this.file = file;
    this.database = database;
    this.cursor = cursor;
  }

  /**
   * @param base {@code base.journal} is the file, {@code base.mv.db} the database
   */
  static EmbeddedJournal open(Path base, String instance, String node) {
    JournalLock only = JournalLock.take(base.resolveSibling(base.getFileName() + ".lock"));
    try {
      JournalFile file =
          JournalFile.open(base.resolveSibling(base.getFileName() + ".journal"), instance);
      try {
        EmbeddedDatabase database = EmbeddedDatabase.open(base, file, instance);
        database.nodes().number(node);
        return new EmbeddedJournal(only, file, database, new JournalCursor(instance));
      } catch (SQLException | IOException | RuntimeException failure) {
        file.close();
        throw failure;
      }
    } catch (SQLException | IOException failure) {
      only.close();
      throw failed("open the journal " + base, failure);
    } catch (RuntimeException failure) {
      only.close();
      throw failure;
    }
  }

  @Override
  public void follow(Consumer<JournalEntry> consumer) {
    lock.lock();
    try {
      cursor.follow(database.journal(), consumer);
    } catch (SQLException failure) {
      throw failed("read the journal", failure);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public JournalEntry append(
      Instant time,
      String who,
      String why,
      Supplier<Change> decide,
      Consumer<JournalEntry> consumer) {
    lock.lock();
    try {
      follow(consumer);
      if (failed) {
        throw new Fault(
            FaultCode.DATABASE_ERROR, "The journal could not be written; open it again");
      }
      StoredEntry entry = cursor.next(time, who, why, decide.get());
      keep(entry);
      return cursor.handOut(entry, consumer);
    } finally {
      lock.unlock();
    }
  }

  /** The row waits uncommitted for the line, since a table that lacks an entry can be mended. */
  @GuardedBy("lock")
  private void keep(StoredEntry entry) {
    failed = true;
    try {
      database.journal().insert(entry);
      file.append(entry);
      database.commit();
      failed = false;
    } catch (SQLException | IOException failure) {
      throw failed("write to the journal", failure);
    }
  }

  @Override
  public JournalPosition read(JournalPosition after, Consumer<JournalEntry> consumer) {
    return some(after, entry -> consumer.accept(entry.read(json)));
  }

  @Override
  public JournalPosition copy(JournalPosition after, Consumer<String> lines) {
    return some(after, entry -> lines.accept(entry.line()));
  }

  private JournalPosition some(JournalPosition after, Consumer<StoredEntry> consumer) {
    lock.lock();
    try {
      List<StoredEntry> entries = database.journal().after(after);
      entries.forEach(consumer);
      return entries.isEmpty() ? after : entries.getLast().position();
    } catch (SQLException failure) {
      throw failed("read the journal", failure);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public JournalPosition position() {
    lock.lock();
    try {
      return cursor.position();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void published(NodeGeneration generation) {
    lock.lock();
    try {
      database.nodes().note(generation);
      database.commit();
    } catch (SQLException failure) {
      throw failed("note a generation", failure);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<NodeGeneration> generations() {
    lock.lock();
    try {
      return database.nodes().all();
    } catch (SQLException failure) {
      throw failed("read the generations", failure);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      database.close();
      file.close();
    } catch (SQLException | IOException failure) {
      throw failed("close the journal", failure);
    } finally {
      only.close();
      lock.unlock();
    }
  }

  private static Fault failed(String what, Exception failure) {
    return new Fault(FaultCode.DATABASE_ERROR, "Cannot " + what, failure);
  }
}
