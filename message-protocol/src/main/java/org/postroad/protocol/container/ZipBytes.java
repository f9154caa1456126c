// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.nio.charset.StandardCharsets;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Little-endian numbers and names at places of a file; a place outside the file is refused. */
record ZipBytes(byte[] file) {

  int length() {
    return file.length;
  }

  int u16(int at) {
    require(at, 2);
    return (file[at] & 0xff) | (file[at + 1] & 0xff) << 8;
  }

  long u32(int at) {
    require(at, 4);
    return Integer.toUnsignedLong(
        (file[at] & 0xff)
            | (file[at + 1] & 0xff) << 8
            | (file[at + 2] & 0xff) << 16
            | (file[at + 3] & 0xff) << 24);
  }

  /** A 32-bit number that is a place or a length inside this file. */
  int inside(int at, String what) {
    long value = u32(at);
    if (value > file.length) {
      throw refuse(what + " " + value + " does not fit into a file of " + file.length + " bytes");
    }
    return (int) value;
  }

  /** Bytes as text, one character each, so that nothing is lost by decoding. */
  String text(int at, int length) {
    require(at, length);
    return new String(file, at, length, StandardCharsets.ISO_8859_1);
  }

  void require(int at, int length) {
    if (at < 0 || length < 0 || at > file.length - length) {
      throw refuse("a record at " + at + " reaches beyond the end of the file");
    }
  }

  static Fault refuse(String text) {
    return new Fault(FaultCode.IO_ERROR, "Not a well-formed container: " + text);
  }
}
