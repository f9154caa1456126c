// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Writes a ZIP file with stored entries and nothing optional, so that the same content gives the
 * same bytes on every machine and every byte of it can be checked again.
 */
final class ZipWriter {
  private static final int VERSION = 10;

  /** Offsets have 32 bits, counts 16; a directory after this many bytes still fits. */
  private static final long LARGEST = 0xff000000L;

  private static final int MOST_ENTRIES = 0xffff;

  private final OutputStream out;
  private final DosTime time;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int entries;
  private long written;

  ZipWriter(OutputStream out, Instant time) {
    this.out = out;
    this.time = DosTime.of(time);
  }

  void entry(String name, byte[] data) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(data);
    head(name, crc.getValue(), data.length);
    out.write(data);
  }

  /** An entry whose bytes lie elsewhere; they must be the same ones both times they are read. */
  void entry(String name, Attachment data) throws IOException {
    long crc = copy(data, OutputStream.nullOutputStream());
    head(name, crc, data.length());
    if (copy(data, out) != crc) {
      throw new IOException(name + " changed while it was read");
    }
  }

  private static long copy(Attachment data, OutputStream to) throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(data.body().open(), crc)) {
      long count = in.transferTo(to);
      if (count != data.length()) {
        throw new IOException("attachment of " + count + " bytes, expected " + data.length());
      }
    }
    return crc.getValue();
  }

  private void head(String name, long crc, long length) throws IOException {
    byte[] encoded = name.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream common = new ByteArrayOutputStream();
    put(common, 2, VERSION, 0, ZipHeader.STORED, time.time(), time.date());
    put(common, 4, crc, length, length);
    put(common, 2, encoded.length, 0);

    put(directory, 4, 0x02014b50L);
    put(directory, 2, VERSION);
    directory.writeBytes(common.toByteArray());
    put(directory, 2, 0, 0, 0);
    put(directory, 4, 0, written);
    directory.writeBytes(encoded);
    entries++;

    ByteArrayOutputStream local = new ByteArrayOutputStream();
    put(local, 4, 0x04034b50L);
    local.writeBytes(common.toByteArray());
    local.writeBytes(encoded);
    out.write(local.toByteArray());
    written += local.size() + length;
    if (written > LARGEST || entries > MOST_ENTRIES) {
      throw new IOException(
          "container of " + written + " bytes, " + entries + " files is too large");
    }
  }

  void end(String comment) throws IOException {
    int length = directory.size();
    byte[] encoded = comment.getBytes(StandardCharsets.US_ASCII);
    put(directory, 4, 0x06054b50L);
    put(directory, 2, 0, 0, entries, entries);
    put(directory, 4, length, written);
    put(directory, 2, encoded.length);
    directory.writeBytes(encoded);
    out.write(directory.toByteArray());
  }

  private static void put(ByteArrayOutputStream to, int width, long... values) {
    for (long value : values) {
      for (int i = 0; i < width; i++) {
        to.write((int) (value >> (8 * i)));
      }
    }
  }
}
