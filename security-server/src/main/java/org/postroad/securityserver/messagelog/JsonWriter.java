// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Prints canonical JSON (RFC 8785) in UTF-8: no white space, strings in their one spelling, whole
 * numbers only. The caller gives the members of each object in the order of their names.
 */
final class JsonWriter {
  /** The largest whole number that every reader of JSON gets right (RFC 7493). */
  static final long LARGEST_NUMBER = (1L << 53) - 1;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** What one character may take at most, escaped or not. */
  private static final int WIDEST = 6;

  private byte[] out;
  private int length;
  private boolean brokenText;

  JsonWriter(int expected) {
    this.out = new byte[expected];
  }

  @CanIgnoreReturnValue
  JsonWriter begin() {
    separate();
    put('{');
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter end() {
    room(1);
    put('}');
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter beginList() {
    separate();
    put('[');
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter endList() {
    room(1);
    put(']');
    return this;
  }

  /** In ASCII, without anything that needs escaping. */
  @CanIgnoreReturnValue
  JsonWriter name(String name) {
    separate();
    put('"');
    ascii(name);
    room(2);
    put('"');
    put(':');
    return this;
  }

  @CanIgnoreReturnValue
  <T> JsonWriter option(String name, Optional<T> value, Consumer<T> writer) {
    if (value.isPresent()) {
      name(name);
      writer.accept(value.get());
    }
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter number(long value) {
    if (value < 0 || value > LARGEST_NUMBER) {
      throw new IllegalArgumentException(value + " is not a number of 53 bits");
    }
    separate();
    ascii(Long.toString(value));
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter text(String text) {
    separate();
    room(Math.multiplyExact(WIDEST, text.length() + 1));
    put('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        escape(c);
      } else if (c < 0x80) {
        put(c);
      } else if (Character.isSurrogate(c)) {
        i += pair(text, i);
      } else {
        utf8(c);
      }
    }
    put('"');
    return this;
  }

  /** A string of ASCII that needs no escaping, followed by octets in hexadecimal. */
  @CanIgnoreReturnValue
  JsonWriter hexadecimal(String before, byte[] octets) {
    separate();
    put('"');
    ascii(before);
    room(2 * octets.length + 1);
    for (byte octet : octets) {
      put(HEX[octet >> 4 & 0xF]);
      put(HEX[octet & 0xF]);
    }
    put('"');
    return this;
  }

  private void escape(char c) {
    put('\\');
    switch (c) {
      case '"', '\\' -> put(c);
      case '\b' -> put('b');
      case '\t' -> put('t');
      case '\n' -> put('n');
      case '\f' -> put('f');
      case '\r' -> put('r');
      default -> {
        put('u');
        put('0');
        put('0');
        put(HEX[c >> 4]);
        put(HEX[c & 0xF]);
      }
    }
  }

  /** Both halves of a character; how many more than one were taken. */
  private int pair(String text, int at) {
    int point = text.codePointAt(at);
    if (!Character.isSupplementaryCodePoint(point)) {
      brokenText = true;
      return 0;
    }
    put(0xF0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3F));
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
    return 1;
  }

  private void utf8(char c) {
    if (c < 0x800) {
      put(0xC0 | c >> 6);
    } else {
      put(0xE0 | c >> 12);
      put(0x80 | (c >> 6 & 0x3F));
    }
    put(0x80 | (c & 0x3F));
  }

  /** A comma where something stands before in the same object or list, and room for a bracket. */
  private void separate() {
    room(2);
    int last = length == 0 ? '{' : out[length - 1];
    if (last != '{' && last != '[' && last != ':') {
      put(',');
    }
  }

  private void ascii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  /** Where there is room. */
  private void put(int octet) {
    out[length++] = (byte) octet;
  }

  private void room(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, Math.addExact(length, more)));
    }
  }

  /**
   * All that was printed.
   *
   * @throws CharacterCodingException for a text with half a character in it, which has no form
   */
  byte[] toByteArray() throws CharacterCodingException {
    if (brokenText) {
      throw new CharacterCodingException();
    }
    return Arrays.copyOf(out, length);
  }
}
