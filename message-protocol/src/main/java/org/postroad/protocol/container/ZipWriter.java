// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Writes a ZIP file with stored entries and nothing optional, so that the same content gives the
 * same bytes on every machine and every byte of it can be checked again.
 */
final class ZipWriter {
  private static final int VERSION = 10;

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
    byte[] encoded = name.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream common = new ByteArrayOutputStream();
    CRC32 crc = new CRC32();
    crc.update(data);
    put(common, 2, VERSION, 0, ZipHeader.STORED, time.time(), time.date());
    put(common, 4, crc.getValue(), data.length, data.length);
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
    out.write(data);
    written += local.size() + (long) data.length;
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
