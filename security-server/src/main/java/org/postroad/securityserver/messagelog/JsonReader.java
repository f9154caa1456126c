// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads what {@link JsonWriter} printed, member by member in the order of their names. Every other
 * layout is refused; whoever reads prints again and compares, so that no other spelling passes.
 */
final class JsonReader {

  /** Reads one value. */
  interface Value<T> {
    T read(JsonReader in) throws IOException;
  }

  private static final int LONGEST_NUMBER = 16;

  /** What is decoded in place of what is no UTF-8, and of itself. */
  private static final char REPLACEMENT = '\uFFFD';

  private final String text;
  private int at;

  /** Refuses bytes that are not UTF-8. */
  JsonReader(byte[] json) throws IOException {
    String decoded = new String(json, StandardCharsets.UTF_8);
    boolean replaced = decoded.indexOf(REPLACEMENT) >= 0;
    this.text = replaced ? strictly(json) : decoded;
  }

  private static String strictly(byte[] json) throws IOException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
  }

  void begin() throws IOException {
    expect("{");
  }

  void end() throws IOException {
    expect("}");
  }

  void member(String name) throws IOException {
    if (!skipName(name)) {
      throw unexpected("member '" + name + "'");
    }
  }

  <T> Optional<T> option(String name, Value<T> value) throws IOException {
    return skipName(name) ? Optional.of(value.read(this)) : Optional.empty();
  }

  /** Goes over the name of a member, and what separates it, if this is the one that follows. */
  private boolean skipName(String name) {
    int begin = at;
    if (skip(separator()) && skip("\"") && skip(name) && skip("\":")) {
      return true;
    }
    at = begin;
    return false;
  }

  /**
   * Passes over all that stands before the last member of this name, which is not the first of its
   * object. No text contains what a name is found by, since quotes in a text are escaped.
   */
  void goToLast(String name) throws IOException {
    int found = text.lastIndexOf(",\"" + name + "\":");
    if (found < at) {
      throw unexpected("member '" + name + "'");
    }
    at = found;
  }

  void beginList() throws IOException {
    expect("[");
  }

  /** Whether another element follows; otherwise the list is over. */
  boolean element() throws IOException {
    if (skip("]")) {
      return false;
    }
    expect(separator());
    return true;
  }

  /** Only the opening of an object or list ends with a bracket; a string ends with its quote. */
  private String separator() {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    return before == '{' || before == '[' ? "" : ",";
  }

  long number() throws IOException {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from || at - from > LONGEST_NUMBER) {
      throw unexpected("a number of at most " + LONGEST_NUMBER + " digits");
    }
    long number = Long.parseLong(text, from, at, 10);
    if (number > JsonWriter.LARGEST_NUMBER) {
      throw unexpected("a number of 53 bits");
    }
    return number;
  }

  String text() throws IOException {
    expect("\"");
    int from = at;
    return endOfPiece() == '"' ? text.substring(from, at - 1) : unescaped(from);
  }

  /** Goes over a text that nobody wants. */
  void skipText() throws IOException {
    expect("\"");
    while (endOfPiece() == '\\') {
      char _ = escaped();
    }
  }

  /** Goes to what ends a text or a piece of one, a quote or a backslash, and over it. */
  private char endOfPiece() throws IOException {
    int quote = text.indexOf('"', at);
    if (quote < 0) {
      throw unexpected("more");
    }
    int backslash = text.indexOf('\\', at, quote);
    at = backslash < 0 ? quote : backslash;
    return next();
  }

  /** A text of which the first backslash has just been read. */
  private String unescaped(int begin) throws IOException {
    StringBuilder unescaped = new StringBuilder();
    int from = begin;
    char c = '\\';
    while (c == '\\') {
      unescaped.append(text, from, at - 1).append(escaped());
      from = at;
      c = endOfPiece();
    }
    return unescaped.append(text, from, at - 1).toString();
  }

  private char escaped() throws IOException {
    char c = next();
    return switch (c) {
      case '"', '\\' -> c;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> hexadecimal();
      default -> throw unexpected("an escaped character");
    };
  }

  private char hexadecimal() throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw unexpected("four hexadecimal digits");
      }
      value = 16 * value + digit;
    }
    return (char) value;
  }

  private char next() throws IOException {
    if (at >= text.length()) {
      throw unexpected("more");
    }
    return text.charAt(at++);
  }

  private boolean skip(String expected) {
    boolean there = text.startsWith(expected, at);
    at += there ? expected.length() : 0;
    return there;
  }

  private void expect(String expected) throws IOException {
    if (!skip(expected)) {
      throw unexpected("'" + expected + "'");
    }
  }

  void requireEnd() throws IOException {
    if (at != text.length()) {
      throw unexpected("the end");
    }
  }

  IOException unexpected(String expected) {
    return new IOException("canonical JSON, character " + at + ": expected " + expected);
  }
}
