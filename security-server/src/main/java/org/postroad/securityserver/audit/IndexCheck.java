// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postroad.securityserver.journal.JournalEntry;
import org.postroad.securityserver.messagelog.IndexDatabase;
import org.postroad.securityserver.messagelog.IndexRows;
import org.postroad.securityserver.messagelog.LogRecord;

/**
 * Compares an index with the journal, row by row. An index proves nothing, but whoever searches in
 * it believes it. For one thread.
 */
final class IndexCheck implements AutoCloseable {
  private final Optional<IndexRows> rows;
  private final Optional<String> unreadable;
  private final Findings findings;
  private long compared;

  private IndexCheck(Optional<IndexRows> rows, Optional<String> unreadable, Findings findings) {
    this.rows = rows;
    this.unreadable = unreadable;
    this.findings = findings;
  }

  static IndexCheck open(
      IndexDatabase database, Path log, Optional<UUID> journal, Findings findings) {
    try {
      Optional<IndexRows> rows =
          journal.isPresent() ? IndexRows.open(database, log, journal.get()) : Optional.empty();
      Optional<String> absent =
          rows.isPresent()
              ? Optional.empty()
              : Optional.of(
                  database instanceof IndexDatabase.Embedded
                      ? "there is none in the directory"
                      : "this log is not in the database");
      return new IndexCheck(rows, absent, findings);
    } catch (IOException e) {
      return new IndexCheck(
          Optional.empty(), Optional.of(String.valueOf(e.getMessage())), findings);
    }
  }

  /** Takes a record, in the order of the journal. */
  void logged(JournalEntry entry, LogRecord record) throws IOException {
    if (rows.isEmpty() || record.sequence() > rows.get().indexed()) {
      return;
    }
    compared++;
    List<String> expected = IndexRows.expected(record, entry.position());
    Optional<List<String>> found = rows.get().row(record.sequence());
    if (!found.equals(Optional.of(expected))) {
      findings.add(
          Finding.at(
              entry.position(),
              FindingKind.INDEX_CHANGED,
              Subject.record(record.sequence()),
              found
                  .map(row -> "the index says " + row + ", the journal " + expected)
                  .orElse("not in the index")));
    }
  }

  /** There are no more records. */
  void end(long lastRecord) throws IOException {
    if (rows.isPresent() && rows.get().lastRow(lastRecord) > lastRecord) {
      findings.add(
          Finding.of(
              FindingKind.TRUNCATED,
              new Subject.Records(lastRecord + 1, rows.get().lastRow(lastRecord)),
              "the index has them, the journal ends with record " + lastRecord));
    }
  }

  long compared() {
    return compared;
  }

  /** Why nothing could be compared. */
  Optional<String> notChecked() {
    return unreadable;
  }

  @Override
  public void close() throws IOException {
    if (rows.isPresent()) {
      rows.get().close();
    }
  }
}
