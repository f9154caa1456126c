// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

  /** Hands out the next entry. */
  JournalEntry handOut(StoredEntry entry, Consumer<JournalEntry> consumer) {
    var read =
        new JournalEntry(
            entry.sequence(), entry.accepted(), entry.who(), entry.why(), json.read(entry.change()));
    consumer.accept(read);
    last = entry.position();
    return read;
  }
}
