// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.util.stream.Stream;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * Names the bytes of a directory, so that a client that has them need not take them again: {@code
 * "9f86d081884c7d659a2feaa0c55ad015"}, the first half of their SHA-256.
 */
record EntityTag(String text) {
  private static final int DIGITS = 32;

  static EntityTag of(byte[] content) {
    String digest = DigestAlgorithm.SHA256.digest(content).hex();
    return new EntityTag('"' + digest.substring(0, DIGITS) + '"');
  }

  /** Tells whether a list of tags, weak ones too, has this one; {@code *} is any. */
  boolean isAmong(String list) {
    return Stream.of(list.split(",", -1))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(text));
  }
}
