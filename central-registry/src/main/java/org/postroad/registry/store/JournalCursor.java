// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** How far entries were handed out, and what the next one is made of. Not thread-safe. */
final class JournalCursor {
  private final ChangeJson json = new ChangeJson();
  private JournalPosition last;

  JournalCursor(String instance) {
    this.last = JournalPosition.beginning(instance);
  }

  JournalPosition position() {
    return last;
  }

  /** The entry of a change, as it will be kept; refused if it would not read back as it is. */
  StoredEntry next(Instant time, String who, String why, Change change) {
    String text = json.write(change);
    Instant accepted = time.truncatedTo(ChronoUnit.MICROS);
    StoredEntry entry = StoredEntry.after(last, accepted, who, why, text);
    boolean same =
        json.read(text).equals(change)
            && StoredEntry.parse(entry.line()).filter(entry::equals).isPresent();
    if (!same) {
      throw new Fault(FaultCode.DATABASE_ERROR, "A change would not read back as it was accepted");
    }
    return entry;
  }

  /** Hands out what is in the table behind the last; gives where that ends. */
  JournalPosition follow(JournalTable table, Consumer<JournalEntry> consumer) throws SQLException {
    List<StoredEntry> entries = table.after(last);
    while (!entries.isEmpty()) {
      for (StoredEntry entry : entries) {
        handOut(entry, consumer);
      }
      entries = table.after(last);
    }
    return last;
  }

  /** Hands out the next entry. */
  JournalEntry handOut(StoredEntry entry, Consumer<JournalEntry> consumer) {
    JournalEntry read = entry.read(json);
    consumer.accept(read);
    last = entry.position();
    return read;
  }
}
