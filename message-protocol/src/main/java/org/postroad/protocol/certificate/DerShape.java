// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A look over an ASN.1 encoding before a real parser opens it: one structure that fills the bytes
 * exactly, lengths that fit their parents, and bounded nesting. Keeps hostile depth away from
 * recursive parsers.
 */
final class DerShape {
  private static final int MAX_DEPTH = 40;
  private static final int INDEFINITE = -1;

  private final byte[] bytes;
  private final Deque<Integer> ends = new ArrayDeque<>();
  private int position;

  private DerShape(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether the bytes are one well-nested value, definite or indefinite in length. */
  static boolean isOneValue(byte[] bytes, int maxBytes) {
    return bytes.length > 0 && bytes.length <= maxBytes && new DerShape(bytes).scan();
  }

  private boolean scan() {
    do {
      if (!step()) {
        return false;
      }
      while (!ends.isEmpty() && ends.peek() == position) {
        ends.pop();
      }
    } while (!ends.isEmpty());
    return position == bytes.length;
  }

  /** Passes one header and, of a primitive value, its content. */
  private boolean step() {
    if (position + 2 > limit()) {
      return false;
    }
    int tag = bytes[position] & 0xff;
    if (tag == 0 && bytes[position + 1] == 0) {
      position += 2;
      return !ends.isEmpty() && ends.pop() == INDEFINITE;
    }
    boolean constructed = (tag & 0x20) != 0;
    if (!skipTag(tag)) {
      return false;
    }
    int length = length();
    if (length == INDEFINITE) {
      return constructed && push(INDEFINITE);
    }
    if (length < 0 || length > limit() - position) {
      return false;
    }
    if (constructed) {
      return length == 0 || push(position + length);
    }
    position += length;
    return true;
  }

  private boolean skipTag(int tag) {
    position++;
    if ((tag & 0x1f) != 0x1f) {
      return true;
    }
    for (int i = 0; i < 4 && position < limit(); i++) {
      if ((bytes[position++] & 0x80) == 0) {
        return true;
      }
    }
    return false;
  }

  /** The length octets; -1 for the indefinite form, -2 for a malformed one. */
  private int length() {
    if (position >= limit()) {
      return -2;
    }
    int first = bytes[position++] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int octets = first & 0x7f;
    if (octets == 0) {
      return INDEFINITE;
    }
    if (octets > 3 || position + octets > limit()) {
      return -2;
    }
    int length = 0;
    for (int i = 0; i < octets; i++) {
      length = (length << 8) | (bytes[position++] & 0xff);
    }
    return length;
  }

  private boolean push(int end) {
    ends.push(end);
    return ends.size() <= MAX_DEPTH;
  }

  /** The end of the nearest enclosing value whose length is known. */
  private int limit() {
    for (int end : ends) {
      if (end != INDEFINITE) {
        return end;
      }
    }
    return bytes.length;
  }
}
