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
    ascii(qualifiedName);
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
    ascii(qualifiedName);
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

  /** Ends the innermost element; an empty one is written as {@code <a></a>}. */
  public XmlWriter end() {
    closeTag();
    put('<');
    put('/');
    ascii(open.removeLast());
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
    closeTag();
    room(markup.length);
    System.arraycopy(markup, 0, out, length, markup.length);
    length += markup.length;
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

  private void ascii(String name) {
    room(name.length());
    for (int i = 0; i < name.length(); i++) {
      out[length++] = (byte) name.charAt(i);
    }
  }

  private void escaped(String text, boolean attribute) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String replaced = replacement(c, attribute);
      if (!replaced.isEmpty()) {
        room(replaced.length() + text.length() - i);
        ascii(replaced);
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
    room(encoded.length);
    System.arraycopy(encoded, 0, out, length, encoded.length);
    length += encoded.length;
    return Character.charCount(point);
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
