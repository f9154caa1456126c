// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.ArrayList;
import java.util.List;

/**
 * The end record of a ZIP file and the central records before it.
 *
 * @param entries in the order of the directory
 * @param start where the directory begins
 */
record ZipDirectory(List<Entry> entries, int start) {
  static final int END_LENGTH = 22;
  static final int RECORD_LENGTH = 46;
  private static final long END_SIGNATURE = 0x06054b50L;
  private static final long RECORD_SIGNATURE = 0x02014b50L;
  private static final int MAX_COMMENT = 255;

  ZipDirectory {
    entries = List.copyOf(entries);
  }

  /** One central record. */
  record Entry(String name, ZipHeader header, int offset) {
    boolean isFolder() {
      return ZipNames.isFolder(name);
    }
  }

  /** Places of everything that may be the end record; a ZIP file has exactly one. */
  static List<Integer> ends(ZipBytes bytes) {
    List<Integer> found = new ArrayList<>();
    int last = bytes.length() - END_LENGTH;
    for (int at = last; at >= 0 && at >= last - MAX_COMMENT; at--) {
      if (bytes.u32(at) == END_SIGNATURE
          && at + END_LENGTH + bytes.u16(at + 20) == bytes.length()) {
        found.add(at);
      }
    }
    return found;
  }

  static ZipDirectory read(ZipBytes bytes, ContainerLimits limits) {
    List<Integer> ends = ends(bytes);
    if (ends.size() != 1) {
      throw ZipBytes.refuse(ends.size() + " end records, expected one");
    }
    int end = ends.getFirst();
    checkComment(bytes, end);
    int count = bytes.u16(end + 10);
    if (bytes.u16(end + 4) != 0 || bytes.u16(end + 6) != 0 || bytes.u16(end + 8) != count) {
      throw ZipBytes.refuse("the archive is spread over several disks");
    }
    if (count > limits.maxEntries()) {
      throw ZipBytes.refuse(count + " entries, expected " + limits.maxEntries() + " at most");
    }
    int length = bytes.inside(end + 12, "directory length");
    int start = bytes.inside(end + 16, "directory offset");
    if ((long) start + length != end) {
      throw ZipBytes.refuse("the directory does not end where the end record begins");
    }
    return new ZipDirectory(entries(bytes, start, end, count, limits), start);
  }

  private static void checkComment(ZipBytes bytes, int end) {
    String comment = bytes.text(end + END_LENGTH, bytes.u16(end + 20));
    if (comment.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw ZipBytes.refuse("the archive comment has other characters than printable ASCII");
    }
  }

  private static List<Entry> entries(
      ZipBytes bytes, int start, int end, int count, ContainerLimits limits) {
    List<Entry> entries = new ArrayList<>();
    ZipNames names = new ZipNames();
    long expanded = 0;
    int at = start;
    for (int i = 0; i < count; i++) {
      Entry entry = entry(bytes, at);
      names.add(entry.name);
      entries.add(entry);
      expanded += entry.header.size();
      at += RECORD_LENGTH + entry.header.nameLength() + entry.header.extraLength();
    }
    if (at != end) {
      throw ZipBytes.refuse("the directory holds something beside its " + count + " records");
    }
    if (expanded > limits.maxExpandedBytes()) {
      throw ZipBytes.refuse(
          "entries of " + expanded + " bytes, expected " + limits.maxExpandedBytes() + " at most");
    }
    return entries;
  }

  private static Entry entry(ZipBytes bytes, int at) {
    if (bytes.u32(at) != RECORD_SIGNATURE) {
      throw ZipBytes.refuse("no directory record at " + at);
    }
    ZipHeader header = ZipHeader.read(bytes, at + 6);
    String name = bytes.text(at + RECORD_LENGTH, header.nameLength());
    Entry entry = new Entry(name, header, bytes.inside(at + 42, "an offset"));
    header.checkSupported(name);
    ZipExtras.check(bytes, at + RECORD_LENGTH + name.length(), header.extraLength(), name);
    if (bytes.u16(at + 32) != 0 || bytes.u16(at + 34) != 0) {
      throw ZipBytes.refuse(name + " has a comment or lies on another disk");
    }
    boolean unix = bytes.u16(at + 4) >> 8 == 3;
    int type = (int) (bytes.u32(at + 38) >> 28);
    if (unix && type != 0 && type != (entry.isFolder() ? 4 : 8)) {
      throw ZipBytes.refuse(name + " is a link or a device, expected a plain file");
    }
    if (entry.isFolder() && (header.size() != 0 || header.method() != ZipHeader.STORED)) {
      throw ZipBytes.refuse("the folder " + name + " has content");
    }
    return entry;
  }
}
