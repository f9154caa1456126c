// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.registry.store.JournalDatabase;
import org.postroad.registry.store.RegistryJournal;

/**
 * A process that changes a registry until it is killed: {@code FOLDER SEED [URL USER]}. A line with
 * the number of the entry tells that a change was accepted.
 */
final class KilledRegistry {
  static final String OPEN = "open";
  private static final String NODE = "node_0";

  private KilledRegistry() {}

  static AcceptChange open(Path folder, JournalDatabase database) {
    Clock clock = Clock.systemUTC();
    return AcceptChange.open(
        RegistryJournal.open(database, folder.resolve("registry"), "DEV", NODE, clock),
        "DEV",
        clock);
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    var changes = RandomChanges.of(Long.parseLong(arguments[1]), folder);
    JournalDatabase database =
        arguments.length == 2
            ? JournalDatabase.EMBEDDED
            : new JournalDatabase.Postgres(arguments[2], arguments[3], Optional.empty());
    try (var registry = open(folder, database)) {
      System.out.print(OPEN + ".\n");
      while (true) {
        try {
          registry.apply(changes.next(), new Author("child", "random"));
          System.out.print(registry.journal().position().sequence() + ".\n");
          System.out.flush();
        } catch (Fault refused) {
          // Most of the time a rule; if it is the database, nothing is acknowledged any more.
        }
      }
    }
  }
}
