// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.Reader;

/**
 * Reads a text without ever ending between the two halves of a surrogate pair, which the YAML
 * parser (snakeyaml-engine 3.0.1) cannot bear: it fails with an index out of bounds.
 */
final class CodePointReader extends Reader {
  private final String text;
  private int at;

  CodePointReader(String text) {
    this.text = text;
  }

  @Override
  public int read(char[] target, int offset, int length) {
    if (at == text.length()) {
      return -1;
    }
    int count = Math.min(length, text.length() - at);
    if (count > 1 && Character.isHighSurrogate(text.charAt(at + count - 1))) {
      count--;
    }
    text.getChars(at, at + count, target, offset);
    at += count;
    return count;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
