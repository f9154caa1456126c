// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * What can be asked of a message log, wherever it is: in this process, in the server that has it
 * open, or in files that nobody has open.
 *
 * <p>A refusal is an {@link IOException} whose text is for the one who asked: what is wrong and,
 * where it is known, what to do about it.
 */
public interface LogOperations extends Closeable {

  StatusReport status() throws IOException;

  /**
   * The records that are looked for, at most as many as asked for.
   *
   * @return whether there are more
   */
  boolean search(RecordSearch search, Consumer<RecordLine> found, TaskProgress progress)
      throws IOException;

  /** Everything that stands in the log about one record, without its content. */
  RecordReport show(long sequence) throws IOException;

  /**
   * Writes the chosen records as {@code /asic} does: one as its container, several as a ZIP of
   * theirs, oldest first.
   *
   * @return how many records were written
   * @throws IOException also when nothing is chosen, or a record waits for its time-stamp and the
   *     choice does not allow that
   */
  long export(ExportChoice choice, ExportTarget target, TaskProgress progress) throws IOException;

  /**
   * Makes the index anew from the journal.
   *
   * @return how many records can be found again
   */
  long reindex(TaskProgress progress) throws IOException;

  /** The text of a {@code .tlog-proof} file: that a record is in the log. */
  String prove(long sequence) throws IOException;

  /** Archives every record that is time-stamped and in no archive yet. */
  ArchiveReport archive(TaskProgress progress) throws IOException;

  /** Removes the content of records that are archived and older than the rule for them says. */
  PruneReport prune(TaskProgress progress) throws IOException;

  /** Where an export goes; asked once, before the first byte. */
  @FunctionalInterface
  interface ExportTarget {

    /**
     * Opens it.
     *
     * @param fileName the name that {@code /asic} would give it
     * @return a stream that is closed in any case; it holds everything once the export returns
     */
    OutputStream open(String fileName) throws IOException;
  }
}
