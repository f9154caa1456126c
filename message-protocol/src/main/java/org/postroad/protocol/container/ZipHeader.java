// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

/**
 * The 26 bytes that a local and a central record of a ZIP file have in common.
 *
 * <pre>
 * version(2) flags(2) method(2) time(2) date(2) crc(4) compressed(4) size(4) name(2) extra(2)
 * </pre>
 */
record ZipHeader(
    int version,
    int flags,
    int method,
    int time,
    int date,
    long crc,
    long compressed,
    long size,
    int nameLength,
    int extraLength) {

  static final int LENGTH = 26;
  static final int STORED = 0;
  static final int DEFLATED = 8;
  static final int DATA_DESCRIPTOR = 1 << 3;
  static final int UTF8 = 1 << 11;
  private static final int DEFLATE_EFFORT = 0b110;
  private static final int KNOWN_FLAGS = DATA_DESCRIPTOR | UTF8 | DEFLATE_EFFORT;

  static ZipHeader read(ZipBytes bytes, int at) {
    return new ZipHeader(
        bytes.u16(at),
        bytes.u16(at + 2),
        bytes.u16(at + 4),
        bytes.u16(at + 6),
        bytes.u16(at + 8),
        bytes.u32(at + 10),
        bytes.u32(at + 14),
        bytes.u32(at + 18),
        bytes.u16(at + 22),
        bytes.u16(at + 24));
  }

  boolean hasDataDescriptor() {
    return (flags & DATA_DESCRIPTOR) != 0;
  }

  void checkSupported(String name) {
    if ((flags & ~KNOWN_FLAGS) != 0) {
      throw ZipBytes.refuse(
          name + " has flags 0x" + Integer.toHexString(flags) + " (encrypted, patched or unknown)");
    }
    if (version > 20) {
      throw ZipBytes.refuse(name + " needs version " + version + ", expected 20 at most");
    }
    if (method != STORED && method != DEFLATED) {
      throw ZipBytes.refuse(name + " has method " + method + ", expected 0 or 8");
    }
    if (method == STORED && (hasDataDescriptor() || compressed != size)) {
      throw ZipBytes.refuse(name + " is stored but does not state its size");
    }
  }

  /** The local record must say what the central one says, or leave it to the data descriptor. */
  void checkAgreesWith(ZipHeader local, String name) {
    boolean deferred = hasDataDescriptor() && local.saysNothingAboutData();
    if (version != local.version
        || flags != local.flags
        || method != local.method
        || time != local.time
        || date != local.date
        || nameLength != local.nameLength
        || !(deferred || describesTheSameDataAs(local))) {
      throw ZipBytes.refuse("local and central record of " + name + " differ");
    }
  }

  private boolean describesTheSameDataAs(ZipHeader local) {
    return crc == local.crc && compressed == local.compressed && size == local.size;
  }

  private boolean saysNothingAboutData() {
    return crc == 0 && compressed == 0 && size == 0;
  }
}
