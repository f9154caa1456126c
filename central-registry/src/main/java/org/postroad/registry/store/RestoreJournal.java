// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Puts the journal of a backup in the place of the present one (E11). Done twice it is the same as
 * done once.
 *
 * @param base path of this node's own files, without suffix
 */
public record RestoreJournal(
    JournalDatabase database, Path base, String instance, String node, Clock clock) {

  /**
   * The entries of a journal's file; refused if one is missing, altered, or of another instance.
   */
  static List<StoredEntry> entries(Path file, String instance) {
    if (!Files.exists(file)) {
      throw new Fault(FaultCode.INVALID_REQUEST, "The backup has no journal");
    }
    try (JournalFile lines = JournalFile.open(file, instance)) {
      if (lines.isDamaged()) {
        throw new Fault(
            FaultCode.INVALID_REQUEST,
            "The journal of the backup is of another instance or altered behind entry "
                + lines.found().size());
      }
      return lines.found();
    } catch (IOException failure) {
      throw new Fault(FaultCode.DATABASE_ERROR, "Cannot read " + file, failure);
    }
  }

  /** Refuses a journal's file in which an entry is missing, altered, or of another instance. */
  public void check(Path file) {
    var _ = entries(file, instance);
  }

  /**
   * Replaces the journal; refused while it is open anywhere.
   *
   * @param others what is replaced with it, while nobody can open the journal
   */
  public void apply(Path file, Runnable others) {
    switch (database) {
      case JournalDatabase.Embedded() -> replaceFile(file, others);
      case JournalDatabase.Postgres postgres ->
          SharedJournal.replace(postgres, node, clock, entries(file, instance), others);
    }
  }

  /** H2 is filled from the file when the journal is opened. */
  private void replaceFile(Path file, Runnable others) {
    try (JournalLock _ = JournalLock.take(sibling(".lock"))) {
      Files.deleteIfExists(sibling(".mv.db"));
      Files.copy(file, sibling(".journal.next"), StandardCopyOption.REPLACE_EXISTING);
      entries(sibling(".journal.next"), instance);
      Files.move(
          sibling(".journal.next"),
          sibling(".journal"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      others.run();
    } catch (IOException failure) {
      throw new Fault(FaultCode.DATABASE_ERROR, "Cannot restore the journal", failure);
    }
  }

  private Path sibling(String ending) {
    return base.resolveSibling(base.getFileName() + ending);
  }
}
