// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything ever accepted, in order; the registry's state is what replaying it gives. Every entry
 * is handed out once, in order, whoever accepted it: by {@link #follow} or in the turn of the next
 * {@link #append}.
 */
public sealed interface RegistryJournal extends AutoCloseable
    permits EmbeddedJournal, SharedJournal {

  /**
   * Opens or creates the journal; refused while another process has it open, or in a database of
   * several nodes, while another has it open under this name.
   *
   * @param base path of this node's own files, without suffix
   */
  static RegistryJournal open(
      JournalDatabase database, Path base, String instance, String node, Clock clock) {
    return switch (database) {
      case JournalDatabase.Embedded() -> EmbeddedJournal.open(base, instance, node);
      case JournalDatabase.Postgres postgres -> SharedJournal.open(postgres, instance, node, clock);
    };
  }

  /** Hands out the entries that have not been handed out yet. */
  void follow(Consumer<JournalEntry> consumer);

  /**
   * Takes a turn: hands out what others accepted meanwhile, has the change decided upon that, keeps
   * it, and hands it out too. When this returns the entry survives whatever happens to the process;
   * when the decision throws nothing is kept.
   *
   * @param decide gives the change, or refuses by a fault; asked again if the database was lost
   */
  JournalEntry append(
      Instant time,
      String who,
      String why,
      Supplier<Change> decide,
      Consumer<JournalEntry> consumer);

  /**
   * Reads some entries once more, whether they were handed out or not.
   *
   * @return the position of the last of them, that which was given if there are none
   */
  JournalPosition read(JournalPosition after, Consumer<JournalEntry> consumer);

  /** Reads some entries as the lines of a journal file, without their ends. */
  JournalPosition copy(JournalPosition after, Consumer<String> lines);

  /** Whether other nodes may accept changes too. */
  boolean isShared();

  /** How far entries were handed out. */
  JournalPosition position();

  /** Notes that this node has published. */
  void published(NodeGeneration generation);

  /** What each node published last, of those that ever did. */
  List<NodeGeneration> generations();

  @Override
  void close();
}
