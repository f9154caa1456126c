// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal that several nodes share. A turn holds the table's lock: nobody else writes between
 * reading what others accepted, deciding, and the commit. Everything goes through one session, to
 * which the lock on the node's name belongs; when the session is lost a new one is begun, with
 * whichever host takes writes then.
 */
final class SharedJournal implements RegistryJournal {
  private static final Logger LOG = LoggerFactory.getLogger(SharedJournal.class);
  private static final int TRIES = 2;

  private final SharedDatabase database;
  private final ChangeJson json = new ChangeJson();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final JournalCursor cursor;

  @GuardedBy("lock")
  private Optional<SharedSession> session;

  private SharedJournal(SharedDatabase database, SharedSession session, String instance) {
    this.database = database;
    this.session = Optional.of(session);
    this.cursor = new JournalCursor(instance);
  }

  static SharedJournal open(
      JournalDatabase.Postgres settings, String instance, String node, Clock clock) {
    try {
      SharedDatabase database = SharedDatabase.of(settings, node, clock);
      database.migrate();
      return new SharedJournal(database, database.begin(), instance);
    } catch (SQLException | IOException failure) {
      throw failed("open the journal in " + settings.name(), failure);
    }
  }

  /**
   * Puts other entries in the place of all there are, in one transaction.
   *
   * @param others what is replaced with them, while no node can open the journal
   */
  static void replace(
      JournalDatabase.Postgres settings,
      String node,
      Clock clock,
      List<StoredEntry> entries,
      Runnable others) {
    try {
      SharedDatabase database = SharedDatabase.of(settings, node, clock);
      database.migrate();
      SharedSession session = database.begin();
      try {
        session.takeAllNames();
        session.takeTurn();
        session.journal().replace(entries);
        session.commit();
        others.run();
      } finally {
        session.close();
      }
    } catch (SQLException | IOException failure) {
      throw failed("restore the journal in " + settings.name(), failure);
    }
  }

  /** What is done in a session; done again in a new one if the first was lost. */
  private interface Work<T> {
    T in(SharedSession session) throws SQLException;
  }

  @Override
  public void follow(Consumer<JournalEntry> consumer) {
    lock.lock();
    try {
      JournalCursor own = cursor;
      run("read the journal", s -> own.follow(s.journal(), consumer));
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
      var turn = new SharedTurn(cursor, time, who, why, decide, consumer);
      return run("write to the journal", turn::take);
    } finally {
      lock.unlock();
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
      List<StoredEntry> entries = run("read the journal", s -> s.journal().after(after));
      entries.forEach(consumer);
      return entries.isEmpty() ? after : entries.getLast().position();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isShared() {
    return true;
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
      run(
          "note a generation",
          s -> {
            s.warnOfClock();
            s.nodes().note(generation);
            return s;
          });
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<NodeGeneration> generations() {
    lock.lock();
    try {
      return run("read the generations", s -> s.nodes().all());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      session.ifPresent(SharedSession::close);
      session = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private <T> T run(String what, Work<T> work) {
    for (int i = 1; ; i++) {
      try {
        SharedSession open = current();
        T result = work.in(open);
        open.commit();
        return result;
      } catch (SQLException failure) {
        boolean lost = session.filter(SharedSession::isUsable).isEmpty();
        drop();
        if (!lost || i == TRIES) {
          throw failed(what, failure);
        }
        LOG.warn("the session with the database was lost, another is begun: {}", text(failure));
      } catch (RuntimeException refused) {
        session.ifPresent(SharedSession::rollBack);
        throw refused;
      }
    }
  }

  @GuardedBy("lock")
  private SharedSession current() throws SQLException {
    if (session.isEmpty()) {
      session = Optional.of(database.begin());
    }
    return session.get();
  }

  @GuardedBy("lock")
  private void drop() {
    session.ifPresent(SharedSession::close);
    session = Optional.empty();
  }

  private static String text(SQLException failure) {
    return String.valueOf(failure.getMessage());
  }

  private static Fault failed(String what, Exception failure) {
    return new Fault(
        FaultCode.DATABASE_ERROR, "Cannot " + what + ": " + failure.getMessage(), failure);
  }
}
