// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A few small files as {@code .tar.gz}: POSIX ustar, which every tar reads. */
final class TarGz {
  private static final int BLOCK = 512;
  private static final int SUM_AT = 148;

  private TarGz() {}

  /** A file with a short plain name. */
  record File(String name, byte[] content) {}

  static byte[] of(List<File> files, Instant modified) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(whole)) {
      for (File file : files) {
        out.write(head(file, modified));
        out.write(file.content());
        out.write(new byte[Math.floorMod(-file.content().length, BLOCK)]);
      }
      out.write(new byte[2 * BLOCK]);
    } catch (IOException impossible) {
      throw new UncheckedIOException("an archive in memory", impossible);
    }
    return whole.toByteArray();
  }

  private static byte[] head(File file, Instant modified) {
    byte[] head = new byte[BLOCK];
    put(head, 0, file.name());
    put(head, 100, octal(0644, 7));
    put(head, 108, octal(0, 7));
    put(head, 116, octal(0, 7));
    put(head, 124, octal(file.content().length, 11));
    put(head, 136, octal(modified.getEpochSecond(), 11));
    put(head, SUM_AT, "        ");
    put(head, 156, "0");
    put(head, 257, "ustar\u000000");
    int sum = 0;
    for (byte each : head) {
      sum += each;
    }
    put(head, SUM_AT, octal(sum, 6) + '\0');
    return head;
  }

  private static void put(byte[] head, int at, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, head, at, bytes.length);
  }

  private static String octal(long value, int digits) {
    String text = Long.toOctalString(value);
    return "0".repeat(digits - text.length()) + text;
  }
}
