// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the files of an archive in the one form that {@link ArchiveZip} writes, one after the other
 * and without holding any. For reading back what was just written; what others made is read by
 * {@code protocol.container} alone.
 */
final class ZipStream {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int VERSION = 20;
  private static final int FLAGS = 0x0808;
  private static final int DEFLATED = 8;
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;

  ZipStream(InputStream in) {
    this.in = in;
  }

  /** The name of the next file, whose content must be read then; nothing at the directory. */
  Optional<String> next() throws IOException {
    int signature = u32();
    if (signature == CENTRAL) {
      return Optional.empty();
    }
    if (signature != LOCAL || u16() != VERSION || u16() != FLAGS || u16() != DEFLATED) {
      throw new IOException("a file of it begins in another way");
    }
    skip(16);
    int nameLength = u16();
    int extraLength = u16();
    byte[] name = new byte[nameLength];
    for (int i = 0; i < nameLength; i++) {
      name[i] = (byte) u8();
    }
    skip(extraLength);
    return Optional.of(new String(name, StandardCharsets.UTF_8));
  }

  /** Writes the content of the file just named; refuses it when a checksum or length differs. */
  void copyTo(OutputStream out) throws IOException {
    CRC32 crc = new CRC32();
    byte[] plain = new byte[BUFFER];
    try (Inflater inflater = new Inflater(true)) {
      while (!inflater.finished()) {
        int count = inflater.inflate(plain);
        crc.update(plain, 0, count);
        out.write(plain, 0, count);
        if (inflater.needsDictionary()) {
          throw new IOException("a file of it is deflated in another way");
        }
        if (count == 0 && inflater.needsInput()) {
          feed(inflater);
        }
      }
      at = end - inflater.getRemaining();
      if (u32() != DESCRIPTOR
          || u32() != (int) crc.getValue()
          || u32() != (int) inflater.getBytesRead()
          || u32() != (int) inflater.getBytesWritten()) {
        throw new IOException("a file of it has another checksum or length than it says");
      }
    } catch (DataFormatException e) {
      throw new IOException("a file of it cannot be inflated", e);
    }
  }

  /** Hands over all that was read ahead; what is left of it comes back when the file ends. */
  private void feed(Inflater inflater) throws IOException {
    if (at == end) {
      fill();
    }
    inflater.setInput(buffer, at, end - at);
    at = end;
  }

  private void fill() throws IOException {
    end = in.read(buffer);
    at = 0;
    if (end <= 0) {
      end = 0;
      throw new EOFException("it ends too early");
    }
  }

  private int u8() throws IOException {
    if (at == end) {
      fill();
    }
    return buffer[at++] & 0xff;
  }

  private int u16() throws IOException {
    return u8() | u8() << 8;
  }

  private int u32() throws IOException {
    return u16() | u16() << 16;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      var _ = u8();
    }
  }
}
