// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.nio.charset.StandardCharsets;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** The bytes of one document and a position in them: characters, names and literals. */
final class XmlScanner {
  final byte[] in;
  final int end;
  int at;
  private final XmlLimits limits;
  private final XmlSymbols symbols = new XmlSymbols();

  /** Position of the colon of the name read last, or -1. */
  private int colon;

  XmlScanner(byte[] in, XmlLimits limits) {
    this.in = in;
    this.end = in.length;
    this.limits = limits;
    if (end > limits.documentBytes()) {
      throw fail("the document has " + end + " bytes, at most " + limits.documentBytes());
    }
  }

  Fault fail(String what) {
    return fail(at, what);
  }

  Fault fail(int position, String what) {
    return new Fault(FaultCode.INVALID_XML, "Invalid XML at byte " + position + ": " + what);
  }

  int peek() {
    return at < end ? in[at] & 0xFF : -1;
  }

  boolean looksAt(String ascii) {
    return looksAt(at, ascii);
  }

  boolean looksAt(int position, String ascii) {
    if (end - position < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if ((in[position + i] & 0xFF) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  void expect(char c) {
    if (peek() != c) {
      throw fail("'" + c + "' expected");
    }
    at++;
  }

  void expect(String ascii) {
    if (!looksAt(ascii)) {
      throw fail("'" + ascii + "' expected");
    }
    at += ascii.length();
  }

  boolean skipSpace() {
    int from = at;
    while (at < end && XmlChars.isSpace(in[at])) {
      at++;
    }
    return at > from;
  }

  void requireSpace() {
    if (!skipSpace()) {
      throw fail("white space expected");
    }
  }

  /** Reads a qualified name; afterwards {@link #prefixOf} and {@link #localOf} split it. */
  int qualifiedName() {
    int from = at;
    colon = -1;
    boolean first = true;
    while (at < end) {
      int c = in[at];
      if (c < 0) {
        int next = characterEnd(at);
        int point = pointAt(at);
        if (first ? !XmlChars.isNameStart(point) : !XmlChars.isName(point)) {
          break;
        }
        at = next;
        first = false;
      } else if (c == ':' && colon < 0 && !first) {
        colon = at++;
        first = true;
      } else if (first ? XmlChars.isNameStart(c) : XmlChars.isName(c)) {
        at++;
        first = false;
      } else {
        break;
      }
    }
    if (first || at == from) {
      throw fail("a name expected");
    }
    if (at - from > limits.nameBytes()) {
      throw fail(from, "a name longer than " + limits.nameBytes() + " bytes");
    }
    return from;
  }

  /** The name of a processing instruction: no colon (Namespaces in XML, section 7). */
  int plainName() {
    int from = qualifiedName();
    if (colon >= 0) {
      throw fail(colon, "a name without ':' expected");
    }
    return from;
  }

  String prefixOf(int from) {
    return colon < 0 ? "" : symbols.of(in, from, colon);
  }

  String localOf(int from) {
    return symbols.of(in, colon < 0 ? from : colon + 1, at);
  }

  String symbol(int from, int to) {
    return symbols.of(in, from, to);
  }

  /** Moves over character data up to {@code <}, {@code &}, {@code ]}, CR or the end. */
  void skipPlainText() {
    while (at < end) {
      at = XmlPlainText.endOf(in, at, end);
      if (at == end) {
        return;
      }
      int c = in[at];
      if (c < 0) {
        at = characterEnd(at);
      } else if (c == '<' || c == '&' || c == ']' || c == '\r') {
        return;
      } else {
        throw illegal(at, c);
      }
    }
  }

  /** Moves over one legal character, whatever it is. */
  void skipCharacter() {
    int c = in[at];
    if (c < 0) {
      at = characterEnd(at);
    } else if (XmlChars.isChar(c)) {
      at++;
    } else {
      throw illegal(at, c);
    }
  }

  /** Moves behind {@code stop}, checking every character on the way. */
  void skipBehind(String stop, String what) {
    char first = stop.charAt(0);
    while (at < end) {
      if (in[at] == first && looksAt(stop)) {
        at += stop.length();
        return;
      }
      skipCharacter();
    }
    throw fail("the end of the document inside " + what);
  }

  /** Checks a reference at {@code &} and moves behind it. */
  void skipReference() {
    int from = at++;
    if (peek() == '#') {
      at = XmlReferences.numericEnd(in, at + 1, end);
    } else {
      at = XmlReferences.namedEnd(in, at, end);
    }
    if (at < 0) {
      at = from;
      throw fail("an unknown or broken reference (only &lt; &gt; &amp; &quot; &apos; and numbers)");
    }
  }

  /** The end of the well-formed UTF-8 sequence at {@code p}, which holds a legal character. */
  private int characterEnd(int p) {
    int lead = in[p] & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || end - p < length) {
      throw fail(p, "malformed UTF-8");
    }
    for (int i = 1; i < length; i++) {
      if ((in[p + i] & 0xC0) != 0x80) {
        throw fail(p, "malformed UTF-8");
      }
    }
    if (length > 2) {
      int point = pointAt(p);
      boolean shortest = point >= (length == 3 ? 0x800 : 0x10000);
      if (!shortest || !XmlChars.isChar(point)) {
        throw fail(p, "malformed UTF-8 or a character XML forbids");
      }
    }
    return p + length;
  }

  private int pointAt(int p) {
    int lead = in[p] & 0xFF;
    if (lead < 0xE0) {
      return (lead & 0x1F) << 6 | (in[p + 1] & 0x3F);
    }
    if (lead < 0xF0) {
      return (lead & 0x0F) << 12 | (in[p + 1] & 0x3F) << 6 | (in[p + 2] & 0x3F);
    }
    return (lead & 0x07) << 18
        | (in[p + 1] & 0x3F) << 12
        | (in[p + 2] & 0x3F) << 6
        | (in[p + 3] & 0x3F);
  }

  private Fault illegal(int position, int c) {
    return fail(position, "character U+%04X is not allowed".formatted(c));
  }

  String decode(int from, int to) {
    return new String(in, from, to - from, StandardCharsets.UTF_8);
  }
}
