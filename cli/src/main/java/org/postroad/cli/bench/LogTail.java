// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.postroad.securityserver.journal.EntryType;
import org.postroad.securityserver.journal.JournalCursor;
import org.postroad.securityserver.journal.JournalDamage;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.messagelog.LeafMaterial;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what was added to a message log since the last time, without the help of its server. */
final class LogTail {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path directory;
  private JournalPosition position = JournalPosition.START;

  LogTail(Path directory) {
    this.directory = directory;
  }

  /**
   * Gives the head of each new record.
   *
   * @throws IllegalStateException when more is damaged than the torn end of an unacknowledged write
   */
  void read(Consumer<JsonNode> heads) throws IOException {
    JournalReader journal = JournalReader.open(directory);
    for (JournalDamage damage : journal.damages()) {
      if (damage.kind() != JournalDamage.Kind.TORN_TAIL) {
        refuse(damage);
      }
    }
    try (JournalCursor cursor = journal.cursor(position)) {
      for (Optional<JournalEntry> entry = cursor.next(this::refuse);
          entry.isPresent();
          entry = cursor.next(this::refuse)) {
        if (entry.get().type() == EntryType.RECORD) {
          heads.accept(JSON.readTree(LeafMaterial.read(entry.get().body()).head()));
        }
      }
      position = cursor.position();
    }
  }

  private void refuse(JournalDamage damage) {
    throw new IllegalStateException(directory + ": " + damage);
  }
}
