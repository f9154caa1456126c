// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.util.Set;

/**
 * Extra fields of ZIP records: only times and owners as common archivers write them, since any
 * other kind can change name, size or meaning of an entry.
 */
final class ZipExtras {
  private static final Set<Integer> HARMLESS = Set.of(0x5455, 0x7875, 0x5855, 0x000a);

  private ZipExtras() {}

  static void check(ZipBytes bytes, int start, int length, String name) {
    bytes.require(start, length);
    int at = start;
    int end = start + length;
    while (at < end) {
      if (end - at < 4 || !HARMLESS.contains(bytes.u16(at))) {
        throw ZipBytes.refuse(name + " has an extra field that is not known to be harmless");
      }
      at += 4 + bytes.u16(at + 2);
    }
    if (at != end) {
      throw ZipBytes.refuse(name + " has a broken extra field");
    }
  }
}
