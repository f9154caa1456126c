// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * The operational records that a server keeps, read from its files while it runs or not; nothing is
 * changed.
 *
 * @param directory of the records
 */
public record KeptRecords(Path directory) {
  private static final int FIRST_PRINTABLE = ' ';
  private static final int LAST_PRINTABLE = '~';

  /**
   * One record and where it lies.
   *
   * @param file its name
   * @param line counted from 1
   */
  public record Kept(String file, long line, OperationalRecord record) {}

  /**
   * The records of an exchange, by the id of its message or by its own. Files are read from the
   * newest to the oldest, and not behind the first that has some.
   */
  public List<Kept> of(String id) throws IOException {
    byte[] sought = id.getBytes(StandardCharsets.UTF_8);
    boolean written = isWrittenAsItIs(sought);
    for (RecordFile file : files().reversed()) {
      List<Kept> found = new ArrayList<>();
      long[] lines = {0};
      var _ =
          file.read(
              0,
              Long.MAX_VALUE,
              (_, line) -> {
                lines[0]++;
                if (!written || contains(line, sought)) {
                  read(line)
                      .filter(record -> isOf(id, record))
                      .ifPresent(record -> found.add(new Kept(name(file), lines[0], record)));
                }
                return true;
              });
      if (!found.isEmpty()) {
        return List.copyOf(found);
      }
    }
    return List.of();
  }

  /** Every record that was written since a time, the oldest first. */
  public void since(Instant time, Consumer<OperationalRecord> reader) throws IOException {
    List<RecordFile> files = files();
    for (int i = 0; i < files.size(); i++) {
      boolean before =
          i + 1 < files.size() && files.get(i + 1).firstSecond() < time.getEpochSecond();
      if (!before) {
        var _ =
            files
                .get(i)
                .read(
                    time.getEpochSecond(),
                    Long.MAX_VALUE,
                    (_, line) -> {
                      read(line).ifPresent(reader);
                      return true;
                    });
      }
    }
  }

  private List<RecordFile> files() throws IOException {
    return Files.isDirectory(directory) ? new RecordFolder(directory).files() : List.of();
  }

  private static String name(RecordFile file) {
    return String.valueOf(file.path().getFileName());
  }

  /** Nothing for a line that is none, as a power failure may leave. */
  private static Optional<OperationalRecord> read(byte[] line) {
    try {
      return Optional.of(RecordJson.read(line));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static boolean isOf(String id, OperationalRecord record) {
    return record.text(OperationalField.MESSAGE_ID).equals(Optional.of(id))
        || record.text(OperationalField.X_REQUEST_ID).equals(Optional.of(id));
  }

  /** Whether JSON has no other way to write it. */
  private static boolean isWrittenAsItIs(byte[] text) {
    for (byte each : text) {
      if (each < FIRST_PRINTABLE || each > LAST_PRINTABLE || each == '"' || each == '\\') {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(byte[] line, byte[] sought) {
    for (int i = 0; i <= line.length - sought.length; i++) {
      int matched = 0;
      while (matched < sought.length && line[i + matched] == sought[matched]) {
        matched++;
      }
      if (matched == sought.length) {
        return true;
      }
    }
    return false;
  }
}
