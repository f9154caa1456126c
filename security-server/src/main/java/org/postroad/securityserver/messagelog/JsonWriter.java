// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Prints canonical JSON (RFC 8785): no white space, strings in their one spelling, whole numbers
 * only. The caller gives the members of each object in the order of their names.
 */
final class JsonWriter {
  /** The largest whole number that every reader of JSON gets right (RFC 7493). */
  static final long LARGEST_NUMBER = (1L << 53) - 1;

  private final StringBuilder out;

  JsonWriter(int expected) {
    this.out = new StringBuilder(expected);
  }

  @CanIgnoreReturnValue
  JsonWriter begin() {
    separate().append('{');
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter end() {
    out.append('}');
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter beginList() {
    separate().append('[');
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter endList() {
    out.append(']');
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter name(String name) {
    separate().append('"').append(name).append("\":");
    return this;
  }

  @CanIgnoreReturnValue
  <T> JsonWriter option(String name, Optional<T> value, Consumer<T> writer) {
    value.ifPresent(present -> {
      name(name);
      writer.accept(present);
    });
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter number(long value) {
    if (value < 0 || value > LARGEST_NUMBER) {
      throw new IllegalArgumentException(value + " is not a number of 53 bits");
    }
    separate().append(value);
    return this;
  }

  @CanIgnoreReturnValue
  JsonWriter text(String text) {
    separate().append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, from, i);
        escape(c);
        from = i + 1;
      }
    }
    out.append(text, from, text.length()).append('"');
    return this;
  }

  private void escape(char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u").append(HexFormat.of().toHexDigits(c));
    }
  }

  /** A comma where something stands before in the same object or list. */
  private StringBuilder separate() {
    if (!out.isEmpty() && "{[:".indexOf(out.charAt(out.length() - 1)) < 0) {
      out.append(',');
    }
    return out;
  }

  /**
   * UTF-8.
   *
   * @throws CharacterCodingException for a text with half a character in it, which has no form
   */
  byte[] toByteArray() throws CharacterCodingException {
    ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(out));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }
}
