// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.util.List;

/**
 * What one append brings: bytes in memory, then bodies that the writer streams from where they are
 * spooled, so that a large body is never held whole.
 */
public record EntryContent(EntryType type, byte[] head, List<Spooled> bodies) {

  /** The first {@code length} bytes of {@code source}; fewer are refused. */
  public record Spooled(long length, BodySource source) {}

  public static EntryContent of(EntryType type, byte[] body) {
    return new EntryContent(type, body, List.of());
  }

  long length() {
    long length = head.length;
    for (Spooled body : bodies) {
      length += body.length();
    }
    return length;
  }
}
