// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlReader;

/**
 * The canonical form of one signed element, made while it is read (D-007, D-036).
 *
 * <p>What surprises: this is not canonical XML in general. It relies on what {@link StrictReader}
 * and {@link SignatureReader} have refused already: comments, namespace declarations inside the
 * element, attributes with a prefix, and prefixes other than {@code ds} and {@code xades}.
 */
final class CanonicalBytes {

  private static final int INITIAL_BYTES = 4096;
  private static final int NOT_WRITTEN = Integer.MAX_VALUE;

  private byte[] out = new byte[0];
  private int length;
  private int apexNameEnd;
  private boolean active;
  private boolean exclusive;
  private int dsWrittenAt;
  private int xadesWrittenAt;

  /**
   * Starts with the element whose start tag is current, the <i>apex</i>.
   *
   * @param isExclusive whether elements below the apex declare the namespaces they use
   */
  void begin(XmlReader in, boolean isExclusive) {
    out = new byte[INITIAL_BYTES];
    length = 0;
    active = true;
    exclusive = isExclusive;
    boolean isDs = in.prefix().equals("ds");
    dsWrittenAt = isDs ? in.depth() : NOT_WRITTEN;
    xadesWrittenAt = isDs ? NOT_WRITTEN : in.depth();
    openTag(in);
    apexNameEnd = length;
    attributes(in);
  }

  /** Ends behind the apex; these namespaces, sorted by prefix, are declared by it. */
  byte[] finish(Map<String, String> namespaces) {
    active = false;
    int contentEnd = length;
    namespaces.forEach(this::namespace);
    var canonical = new byte[length];
    int declarations = length - contentEnd;
    System.arraycopy(out, 0, canonical, 0, apexNameEnd);
    System.arraycopy(out, contentEnd, canonical, apexNameEnd, declarations);
    System.arraycopy(
        out, apexNameEnd, canonical, apexNameEnd + declarations, contentEnd - apexNameEnd);
    return canonical;
  }

  void start(XmlReader in) {
    if (!active) {
      return;
    }
    openTag(in);
    if (exclusive) {
      usedNamespace(in);
    }
    attributes(in);
  }

  void end(XmlReader in) {
    if (!active) {
      return;
    }
    if (in.depth() == dsWrittenAt) {
      dsWrittenAt = NOT_WRITTEN;
    }
    if (in.depth() == xadesWrittenAt) {
      xadesWrittenAt = NOT_WRITTEN;
    }
    if (in.end() == in.start()) {
      ascii("</");
      ascii(in.prefix());
      ascii(":");
      ascii(in.localName());
    } else {
      byte[] bytes = in.bytes();
      copy(bytes, in.start(), in.start() + "</:".length() + nameLength(in));
    }
    ascii(">");
  }

  /** Of prefix and local name, which are ASCII here, in octets. */
  private static int nameLength(XmlReader in) {
    return in.prefix().length() + in.localName().length();
  }

  void text(XmlReader in) {
    if (!active) {
      return;
    }
    if (in.plainText()) {
      plain(in.bytes(), in.start(), in.end());
    } else {
      escaped(in.text(), false);
    }
  }

  private void openTag(XmlReader in) {
    copy(in.bytes(), in.start(), in.start() + "<:".length() + nameLength(in));
  }

  private void usedNamespace(XmlReader in) {
    if (in.prefix().equals("ds")) {
      if (dsWrittenAt == NOT_WRITTEN) {
        dsWrittenAt = in.depth();
        namespace("ds", Namespaces.DS);
      }
    } else if (xadesWrittenAt == NOT_WRITTEN) {
      xadesWrittenAt = in.depth();
      namespace("xades", Namespaces.XADES);
    }
  }

  private void namespace(String prefix, String uri) {
    ascii(" xmlns:");
    escaped(prefix, true);
    ascii("=\"");
    escaped(uri, true);
    ascii("\"");
  }

  /** In the order of their names; there are three at most. */
  private void attributes(XmlReader in) {
    int count = in.attributeCount();
    String last = "";
    for (int written = 0; written < count; written++) {
      int next = -1;
      for (int i = 0; i < count; i++) {
        String name = in.attributeLocalName(i);
        boolean isAfterLast = name.compareTo(last) > 0;
        if (isAfterLast && (next < 0 || name.compareTo(in.attributeLocalName(next)) < 0)) {
          next = i;
        }
      }
      if (next < 0) {
        break;
      }
      last = in.attributeLocalName(next);
      ascii(" ");
      escaped(last, true);
      ascii("=\"");
      value(in, next);
      ascii("\"");
    }
    ascii(">");
  }

  /** As it stands, where nothing in it would be escaped in another way. */
  private void value(XmlReader in, int index) {
    if (in.attributePlain(index)) {
      copy(in.bytes(), in.attributeValueStart(index), in.attributeValueEnd(index));
    } else {
      escaped(in.attributeValue(index), true);
    }
  }

  /** Text that is its own UTF-8; only a greater-than sign needs escaping. */
  private void plain(byte[] bytes, int from, int to) {
    room(to - from);
    int start = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '>') {
        copy(bytes, start, i);
        ascii("&gt;");
        start = i + 1;
      }
    }
    copy(bytes, start, to);
  }

  private void copy(byte[] bytes, int from, int to) {
    room(to - from);
    System.arraycopy(bytes, from, out, length, to - from);
    length += to - from;
  }

  private void escaped(String text, boolean attribute) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int start = 0;
    for (int i = 0; i < utf8.length; i++) {
      String reference = attribute ? inAttribute(utf8[i]) : inText(utf8[i]);
      if (!reference.isEmpty()) {
        copy(utf8, start, i);
        ascii(reference);
        start = i + 1;
      }
    }
    copy(utf8, start, utf8.length);
  }

  private static String inText(byte octet) {
    return switch (octet) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\r' -> "&#xD;";
      default -> "";
    };
  }

  private static String inAttribute(byte octet) {
    return switch (octet) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '"' -> "&quot;";
      case '\t' -> "&#x9;";
      case '\n' -> "&#xA;";
      case '\r' -> "&#xD;";
      default -> "";
    };
  }

  private void ascii(String text) {
    int count = text.length();
    room(count);
    for (int i = 0; i < count; i++) {
      out[length++] = (byte) text.charAt(i);
    }
  }

  private void room(int count) {
    if (out.length - length < count) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, length + count));
    }
  }
}
