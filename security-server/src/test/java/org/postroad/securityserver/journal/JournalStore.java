// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;

/** The journal as the server opens it. */
final class JournalStore implements DurableStore {
  private final Journal journal;

  private JournalStore(Journal journal) {
    this.journal = journal;
  }

  static JournalStore open(Path directory) {
    try {
      return new JournalStore(
          Journal.open(
              directory,
              JournalOptions.DEFAULT,
              JournalFiles.disk(),
              Clock.systemUTC(),
              new SplittableRandom()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void append(byte[] message, byte[] signature) {
    byte[] body = new byte[message.length + signature.length];
    System.arraycopy(message, 0, body, 0, message.length);
    System.arraycopy(signature, 0, body, message.length, signature.length);
    try {
      journal.append(EntryContent.of(EntryType.RECORD, body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long count() {
    long records = 0;
    try (JournalCursor cursor = journal.cursor(JournalPosition.START)) {
      var entry =
          cursor.next(damage -> {
            throw new IllegalStateException(damage.toString());
          });
      while (entry.isPresent()) {
        records += entry.get().type() == EntryType.RECORD ? 1 : 0;
        entry =
            cursor.next(damage -> {
              throw new IllegalStateException(damage.toString());
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  @Override
  public void close() {
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
