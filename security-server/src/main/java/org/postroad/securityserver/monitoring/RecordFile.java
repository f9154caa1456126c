// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file of operational records; the seconds of its lines only rise.
 *
 * @param firstSecond of its first line
 */
record RecordFile(Path path, long firstSecond) {
  private static final byte[] HEAD =
      ("{\"" + OperationalField.MONITORING_DATA_TS.wireName() + "\":")
          .getBytes(StandardCharsets.US_ASCII);
  private static final int LARGEST_LINE = 64 << 10;
  private static final int BUFFER = 64 << 10;

  /** Takes records in order. */
  @FunctionalInterface
  interface Reader {
    /**
     * One record.
     *
     * @return whether more are wanted
     */
    boolean take(long second, byte[] line) throws IOException;
  }

  /**
   * Hands out the lines of these seconds; returns whether the reader wants those of later files.
   */
  boolean read(long from, long to, Reader reader) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      file.position(begin(file, from));
      RecordLines lines = new RecordLines(file, BUFFER);
      for (byte[] line = lines.next(); line.length > 0; line = lines.next()) {
        long second = second(line);
        if (second > to || (second >= from && !reader.take(second, line))) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException deletedMeanwhile) {
      return true;
    }
  }

  /** The second of the last line. */
  long lastSecond() throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      file.position(begin(file, Long.MAX_VALUE));
      RecordLines lines = new RecordLines(file, BUFFER);
      long last = firstSecond;
      for (byte[] line = lines.next(); line.length > 0; line = lines.next()) {
        last = second(line);
      }
      return last;
    }
  }

  /** Takes away what a kill left of a line. */
  void cutTornLine() throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = file.size();
      ByteBuffer one = ByteBuffer.allocate(1);
      while (end > 0) {
        one.clear();
        if (file.read(one, end - 1) == 1 && one.get(0) == '\n') {
          break;
        }
        end--;
      }
      file.truncate(end);
    }
  }

  /** A place before the first line of that second, found by halving: a line's begin or the end. */
  private static long begin(FileChannel file, long from) throws IOException {
    long low = 0;
    long high = file.size();
    while (high - low > BUFFER) {
      long middle = lineBehind(file, (low + high) >>> 1);
      if (middle >= high || secondAt(file, middle) >= from) {
        high = (low + high) >>> 1;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private static long lineBehind(FileChannel file, long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LARGEST_LINE);
    file.read(bytes, position);
    for (int i = 0; i < bytes.position(); i++) {
      if (bytes.get(i) == '\n') {
        return position + i + 1;
      }
    }
    return file.size();
  }

  private static long secondAt(FileChannel file, long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD.length + 20);
    file.read(bytes, position);
    byte[] line = new byte[bytes.position()];
    bytes.flip().get(line);
    return line.length == 0 ? Long.MAX_VALUE : second(line);
  }

  private static long second(byte[] line) throws IOException {
    long second = 0;
    for (int i = 0; i < line.length; i++) {
      if (i < HEAD.length) {
        if (line[i] != HEAD[i]) {
          throw new IOException("not a line of operational records at character " + i);
        }
      } else if (line[i] >= '0' && line[i] <= '9') {
        second = 10 * second + (line[i] - '0');
      } else {
        break;
      }
    }
    return second;
  }
}
