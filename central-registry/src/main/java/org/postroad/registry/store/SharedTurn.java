// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One turn at a shared journal. If the session is lost while it commits, the next one tells by the
 * chain whether that had happened, so that nothing is accepted twice and nothing accepted refused.
 */
final class SharedTurn {
  private final JournalCursor cursor;
  private final Instant time;
  private final String who;
  private final String why;
  private final Supplier<Change> decide;
  private final Consumer<JournalEntry> consumer;
  private Optional<StoredEntry> committing = Optional.empty();
  private Optional<JournalEntry> accepted = Optional.empty();

  SharedTurn(
      JournalCursor cursor,
      Instant time,
      String who,
      String why,
      Supplier<Change> decide,
      Consumer<JournalEntry> consumer) {
    this.cursor = cursor;
    this.time = time;
    this.who = who;
    this.why = why;
    this.decide = decide;
    this.consumer = consumer;
  }

  /** Takes the turn, or goes on with it in another session. */
  JournalEntry take(SharedSession session) throws SQLException {
    if (accepted.isEmpty()) {
      session.takeTurn();
      handOut(session);
    }
    if (accepted.isPresent()) {
      return accepted.get();
    }
    StoredEntry entry = cursor.next(time, who, why, decide.get());
    committing = Optional.of(entry);
    session.journal().insert(entry);
    session.commit();
    JournalEntry read = cursor.handOut(entry, consumer);
    accepted = Optional.of(read);
    return read;
  }

  private void handOut(SharedSession session) throws SQLException {
    var entries = session.journal().after(cursor.position());
    while (!entries.isEmpty()) {
      for (StoredEntry entry : entries) {
        JournalEntry read = cursor.handOut(entry, consumer);
        if (committing.filter(entry::equals).isPresent()) {
          accepted = Optional.of(read);
        }
      }
      entries = session.journal().after(cursor.position());
    }
  }
}
