// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.util.Optional;

/** The XML declaration and processing instructions. */
final class XmlProlog {
  private XmlProlog() {}

  /** Moves behind byte order mark and XML declaration, and tells where that is. */
  static int skip(XmlScanner scan, XmlEncoding encoding) {
    if (!encoding.transcoded() && scan.looksAt("\u00EF\u00BB\u00BF")) {
      scan.at += 3;
    }
    if (scan.looksAt("<?xml") && scan.end - scan.at > 5 && XmlChars.isSpace(scan.in[scan.at + 5])) {
      scan.at += 5;
      if (!declaration(scan).equals(encoding.declared())) {
        throw scan.fail("an XML declaration that is too long");
      }
    }
    return scan.at;
  }

  /** The declared encoding. */
  private static Optional<String> declaration(XmlScanner scan) {
    scan.requireSpace();
    scan.expect("version");
    if (!literal(scan).equals("1.0")) {
      throw scan.fail("XML version 1.0 expected");
    }
    Optional<String> encoding = Optional.empty();
    boolean space = scan.skipSpace();
    if (space && scan.looksAt("encoding")) {
      scan.at += "encoding".length();
      encoding = Optional.of(encodingName(scan, literal(scan)));
      space = scan.skipSpace();
    }
    if (space && scan.looksAt("standalone")) {
      scan.at += "standalone".length();
      String value = literal(scan);
      if (!value.equals("yes") && !value.equals("no")) {
        throw scan.fail("standalone 'yes' or 'no' expected");
      }
      scan.skipSpace();
    }
    scan.expect("?>");
    return encoding;
  }

  private static String encodingName(XmlScanner scan, String name) {
    boolean legal = !name.isEmpty() && Character.isLetter(name.charAt(0));
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      legal &= c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
    }
    if (!legal) {
      throw scan.fail("an encoding name expected");
    }
    return name;
  }

  private static String literal(XmlScanner scan) {
    scan.skipSpace();
    scan.expect('=');
    scan.skipSpace();
    int quote = scan.peek();
    if (quote != '"' && quote != '\'') {
      throw scan.fail("a quoted value expected");
    }
    int from = ++scan.at;
    while (scan.at < scan.end && scan.in[scan.at] != quote) {
      if (scan.in[scan.at] == '<' || scan.in[scan.at] <= 0x20) {
        throw scan.fail("a quoted value expected");
      }
      scan.at++;
    }
    scan.expect((char) quote);
    return scan.decode(from, scan.at - 1);
  }

  /** Moves behind a processing instruction, from its name on. */
  static void skipInstruction(XmlScanner scan) {
    int from = scan.plainName();
    if (scan.localOf(from).equalsIgnoreCase("xml")) {
      throw scan.fail(from, "the name 'xml' is reserved and may only begin the document");
    }
    if (!scan.looksAt("?>")) {
      scan.requireSpace();
    }
    scan.skipBehind("?>", "a processing instruction");
  }
}
