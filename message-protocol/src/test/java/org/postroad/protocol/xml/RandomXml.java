// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Well-formed documents with everything the grammar allows, and slightly broken copies of them. */
final class RandomXml {
  private static final String[] PREFIXES = {"", "a", "b", "c", "õ"};
  private static final String[] URIS = {"urn:x", "urn:y", "http://z.example/ä", "urn:w"};
  private static final String[] LOCALS = {"e", "f", "g-1", "h.2", "_i", "õun", "Fault"};
  private static final String[] TEXTS = {
    "plain", " ", "\n  ", "\r\n", "\r", "\t", "&lt;", "&amp;", "&#13;", "&#x20AC;", "&#65;", "&gt;",
    ">", "]]", "]>", "]", "äöü", "€", "\uD83D\uDE00", "&#x1F600;", "\"", "'", "&quot;", "&apos;",
    "<![CDATA[<a>&amp;]]>", "<![CDATA[]]>", "<![CDATA[ ]] > \r\n]]>", "\u0085", "\u2028", "&#xA;"
  };
  private static final String[] VALUES = {
    "v",
    "",
    " ",
    "\n",
    "\r\n",
    "\t",
    "&lt;",
    "&amp;",
    "&#13;",
    "&#10;",
    "&#9;",
    ">",
    "'",
    "&quot;",
    "ä€",
    "&#x1F600;",
    "]]>",
    "a  b",
    "\r",
    "\uD83D\uDE00"
  };

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private int budget;

  RandomXml(long seed) {
    this.random = new Random(seed);
  }

  String document() {
    out.setLength(0);
    budget = 1 + random.nextInt(25);
    if (random.nextBoolean()) {
      out.append("<?xml version='1.0'");
      out.append(random.nextBoolean() ? " encoding=\"UTF-8\"" : "");
      out.append(random.nextInt(4) == 0 ? " standalone = 'yes' " : "").append("?>");
    }
    misc();
    element(0, new String[PREFIXES.length]);
    misc();
    return out.toString();
  }

  byte[] bytes() {
    return document().getBytes(StandardCharsets.UTF_8);
  }

  /** A well-formed document with a few bytes changed, dropped, repeated or inserted. */
  byte[] broken() {
    byte[] bytes = bytes();
    int changes = 1 + random.nextInt(2);
    for (int i = 0; i < changes && bytes.length > 1; i++) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> splice(bytes, at, at + 1, new byte[0]);
            case 1 -> splice(bytes, at, at + 1, interesting());
            case 2 -> splice(bytes, at, at, interesting());
            default -> splice(bytes, at, Math.min(bytes.length, at + 5), new byte[0]);
          };
    }
    return bytes;
  }

  private byte[] interesting() {
    String some = "<>&;\"'/=:?!-[] \t\r\nax#10]\0\u000B";
    if (random.nextInt(8) == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    return new byte[] {(byte) some.charAt(random.nextInt(some.length()))};
  }

  private static byte[] splice(byte[] in, int from, int to, byte[] with) {
    var made = new byte[in.length - (to - from) + with.length];
    System.arraycopy(in, 0, made, 0, from);
    System.arraycopy(with, 0, made, from, with.length);
    System.arraycopy(in, to, made, from + with.length, in.length - to);
    return made;
  }

  private void misc() {
    while (random.nextInt(4) == 0) {
      switch (random.nextInt(3)) {
        case 0 -> out.append("\n \t");
        case 1 -> out.append("<!-- out - side <&>\r\n-->");
        default -> out.append("<?target  some data? ?>");
      }
    }
  }

  private void element(int depth, String[] bound) {
    budget--;
    String[] scope = bound.clone();
    var declarations = new StringBuilder();
    for (int i = 0; i < PREFIXES.length; i++) {
      boolean needed = depth == 0 && i > 0;
      if (needed || random.nextInt(8) == 0) {
        declare(declarations, scope, i);
      }
    }
    int prefix = random.nextInt(PREFIXES.length);
    String name = (prefix == 0 ? "" : PREFIXES[prefix] + ":") + pick(LOCALS);
    out.append('<').append(name).append(declarations);
    attributes(scope);
    out.append(random.nextInt(5) == 0 ? " " : "");
    if (random.nextInt(5) == 0) {
      out.append("/>");
      return;
    }
    out.append('>');
    content(depth, scope);
    out.append("</").append(name).append(random.nextInt(8) == 0 ? "\n" : "").append('>');
  }

  private void declare(StringBuilder declarations, String[] scope, int prefix) {
    String uri = prefix == 0 && random.nextInt(3) == 0 ? "" : pick(URIS);
    scope[prefix] = uri;
    declarations.append(" xmlns").append(prefix == 0 ? "" : ":" + PREFIXES[prefix]);
    declarations.append("=\"").append(uri).append('"');
  }

  private void attributes(String[] scope) {
    int start = random.nextInt(4);
    for (int i = start; i < LOCALS.length && random.nextInt(3) != 0; i++) {
      int prefix = random.nextInt(PREFIXES.length);
      out.append(random.nextInt(6) == 0 ? "\n" : " ");
      out.append(prefix == 0 || scope[prefix] == null ? "" : PREFIXES[prefix] + ":");
      out.append(LOCALS[i]).append(random.nextInt(8) == 0 ? " = " : "=");
      value();
    }
    if (random.nextInt(6) == 0) {
      out.append(" xml:").append(random.nextBoolean() ? "lang" : "space");
      out.append("='preserve'"); // Santuario prefers the farther of two ancestors that differ
    }
  }

  private void value() {
    boolean single = random.nextBoolean();
    char quote = single ? '\'' : '"';
    out.append(quote);
    for (int n = random.nextInt(4); n > 0; n--) {
      String piece = pick(VALUES);
      out.append(single && piece.equals("'") ? "\"" : piece);
    }
    out.append(quote);
  }

  private void content(int depth, String[] scope) {
    for (int n = random.nextInt(6); n > 0; n--) {
      int what = random.nextInt(10);
      if (what < 4 && budget > 0 && depth < 8) {
        element(depth + 1, scope);
      } else if (what < 8) {
        text();
      } else if (what == 8) {
        out.append("<!-- in <side> & --->".replace("--->", "-->"));
      } else {
        out.append(random.nextBoolean() ? "<?pi?>" : "<?pi \t data ?>");
      }
    }
  }

  private void text() {
    String piece = pick(TEXTS);
    boolean closes = out.charAt(out.length() - 1) == ']' && piece.startsWith("]");
    boolean ends = out.charAt(out.length() - 1) == ']' && piece.startsWith(">");
    out.append(closes || ends ? "x" : "").append(piece);
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
