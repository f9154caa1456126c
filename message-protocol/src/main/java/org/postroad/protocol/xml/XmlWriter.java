// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Writes XML text straight into a growing UTF-8 buffer, escaped as canonical XML does, so that what
 * is written is canonical already if the caller gives namespaces sorted by prefix and then
 * attributes sorted by namespace and name. Names come from the program and are not checked; text
 * and values are.
 *
 * <pre>{@code
 * new XmlWriter().start("a:b").namespace("a", "urn:x").attribute("c", "1").text("t").end();
 * <a:b xmlns:a="urn:x" c="1">t</a:b>
 * }</pre>
 */
public final class XmlWriter {
  private final List<String> open = new ArrayList<>();
  private byte[] out;
  private int length;
  private boolean inTag;

  public XmlWriter() {
    this(1024);
  }

  public XmlWriter(int expectedBytes) {
    out = new byte[Math.max(64, expectedBytes)];
  }

  /** {@code <?xml version="1.0" encoding="UTF-8"?>}, without a line end. */
  public XmlWriter declaration() {
    return raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  }

  public XmlWriter start(String qualifiedName) {
    closeTag();
    put('<');
    name(qualifiedName);
    open.add(qualifiedName);
    inTag = true;
    return this;
  }

  /** A namespace declaration; the empty prefix stands for the default namespace. */
  public XmlWriter namespace(String prefix, String uri) {
    return attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri);
  }

  public XmlWriter attribute(String qualifiedName, String value) {
    if (!inTag) {
      throw new IllegalStateException("attribute " + qualifiedName + " outside a start tag");
    }
    put(' ');
    name(qualifiedName);
    put('=');
    put('"');
    escaped(value, true);
    put('"');
    return this;
  }

  public XmlWriter text(String text) {
    closeTag();
    escaped(text, false);
    return this;
  }

  /** Character data of a document, of which only {@code >} may need escaping. */
  XmlWriter plainText(byte[] in, int from, int to) {
    closeTag();
    room(to - from);
    int run = from;
    for (int i = from; i < to; i++) {
      if (in[i] == '>') {
        append(in, run, i);
        room("&gt;".length() + to - i);
        name("&gt;");
        run = i + 1;
      }
    }
    append(in, run, to);
    return this;
  }

  /** Ends the innermost element; an empty one is written as {@code <a></a>}. */
  public XmlWriter end() {
    closeTag();
    put('<');
    put('/');
    name(open.removeLast());
    put('>');
    return this;
  }

  /** {@code <name>text</name>}. */
  public XmlWriter element(String qualifiedName, String text) {
    return start(qualifiedName).text(text).end();
  }

  /** Text that is markup already. */
  public XmlWriter raw(String markup) {
    return raw(markup.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes that are markup already. */
  public XmlWriter raw(byte[] markup) {
    return raw(markup, 0, markup.length);
  }

  /** Bytes {@code [from, to)} of an array, which are markup already. */
  public XmlWriter raw(byte[] markup, int from, int to) {
    closeTag();
    append(markup, from, to);
    return this;
  }

  /** Number of bytes so far, with the current start tag closed. */
  public int length() {
    closeTag();
    return length;
  }

  public byte[] toByteArray() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("element " + open.getLast() + " is not closed");
    }
    return Arrays.copyOf(out, length);
  }

  private void closeTag() {
    if (inTag) {
      inTag = false;
      put('>');
    }
  }

  private void name(String name) {
    byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
    append(encoded, 0, encoded.length);
  }

  private void escaped(String text, boolean attribute) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String replaced = replacement(c, attribute);
      if (!replaced.isEmpty()) {
        room(replaced.length() + text.length() - i);
        name(replaced);
      } else if (c < 0x80 && c >= 0x20) {
        put(c);
      } else {
        i += character(text, i) - 1;
      }
    }
  }

  private static String replacement(char c, boolean attribute) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> attribute ? "" : "&gt;";
      case '\r' -> "&#xD;";
      case '"' -> attribute ? "&quot;" : "";
      case '\t' -> attribute ? "&#x9;" : "";
      case '\n' -> attribute ? "&#xA;" : "";
      default -> "";
    };
  }

  /** Writes the character at {@code i}; tells how many UTF-16 units it has. */
  private int character(String text, int i) {
    int point = text.codePointAt(i);
    if (!XmlChars.isChar(point)) {
      throw new Fault(
          FaultCode.INVALID_XML, "Character U+%04X cannot be written in XML".formatted(point));
    }
    byte[] encoded = Character.toString(point).getBytes(StandardCharsets.UTF_8);
    append(encoded, 0, encoded.length);
    return Character.charCount(point);
  }

  private void append(byte[] in, int from, int to) {
    room(to - from);
    System.arraycopy(in, from, out, length, to - from);
    length += to - from;
  }

  private void put(char c) {
    room(1);
    out[length++] = (byte) c;
  }

  private void room(int more) {
    if (more > out.length - length) {
      out = Arrays.copyOf(out, Math.max(length + more, 2 * out.length));
    }
  }
}
