// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Finds out in which encoding a document is and turns it into UTF-8 where it is another one.
 *
 * @param utf8 the document in UTF-8, the given array itself when nothing had to be changed
 * @param declared the encoding name of the XML declaration
 * @param transcoded whether {@code utf8} is a copy in another encoding
 */
record XmlEncoding(byte[] utf8, Optional<String> declared, boolean transcoded) {
  private static final int DECLARATION_LIMIT = 256;

  /**
   * Byte order mark, then the XML declaration, then UTF-8. A charset that came with the document
   * from outside is not asked: it is not signed and not stored.
   */
  static XmlEncoding detect(byte[] document) {
    if (startsWith(document, 0xFE, 0xFF) || startsWith(document, 0x00, 0x3C, 0x00, 0x3F)) {
      return utf16(document, StandardCharsets.UTF_16BE, document[0] == 0 ? 0 : 2);
    }
    if (startsWith(document, 0xFF, 0xFE) || startsWith(document, 0x3C, 0x00, 0x3F, 0x00)) {
      return utf16(document, StandardCharsets.UTF_16LE, document[0] == 0x3C ? 0 : 2);
    }
    boolean mark = startsWith(document, 0xEF, 0xBB, 0xBF);
    Optional<String> declared = declaredIn(ascii(document, mark ? 3 : 0));
    String name = declared.orElse("UTF-8");
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "UTF-8", "UTF8" -> new XmlEncoding(document, declared, false);
      case "US-ASCII", "ASCII" -> mark ? conflict(name) : ascii(document, declared);
      case "ISO-8859-1", "LATIN1" ->
          mark ? conflict(name) : copy(document, 0, StandardCharsets.ISO_8859_1, declared);
      default -> conflict(name);
    };
  }

  private static XmlEncoding utf16(byte[] document, Charset charset, int from) {
    String head = decode(document, from, Math.min(document.length, 2 * DECLARATION_LIMIT), charset);
    Optional<String> declared = declaredIn(head);
    String name = declared.orElse("UTF-16").toUpperCase(Locale.ROOT);
    if (!name.equals("UTF-16") && !name.equals(charset.name())) {
      return conflict(name);
    }
    return copy(document, from, charset, declared);
  }

  private static XmlEncoding ascii(byte[] document, Optional<String> declared) {
    for (byte b : document) {
      if (b < 0) {
        throw new Fault(FaultCode.INVALID_XML, "XML declared as US-ASCII has bytes above 127");
      }
    }
    return new XmlEncoding(document, declared, false);
  }

  private static XmlEncoding copy(byte[] document, int from, Charset charset, Optional<String> e) {
    String text = decodeStrictly(document, from, charset);
    return new XmlEncoding(text.getBytes(StandardCharsets.UTF_8), e, true);
  }

  private static String decodeStrictly(byte[] document, int from, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(document, from, document.length - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Fault(FaultCode.INVALID_XML, "XML is not valid " + charset.name(), e);
    }
  }

  private static String decode(byte[] document, int from, int to, Charset charset) {
    return new String(document, from, Math.max(0, to - from), charset);
  }

  private static String ascii(byte[] document, int from) {
    int to = Math.min(document.length, from + DECLARATION_LIMIT);
    return decode(document, from, to, StandardCharsets.ISO_8859_1);
  }

  /** A look at the declaration only; {@link XmlReader} checks its syntax afterwards. */
  private static Optional<String> declaredIn(String head) {
    int end = head.indexOf("?>");
    if (!head.startsWith("<?xml") || end < 0) {
      return Optional.empty();
    }
    int at = head.indexOf("encoding");
    if (at < 0 || at > end) {
      return Optional.empty();
    }
    int from = at + "encoding".length();
    while (from < end && "= \t\r\n".indexOf(head.charAt(from)) >= 0) {
      from++;
    }
    int close = head.indexOf(head.charAt(from), from + 1);
    return close < 0 || close > end
        ? Optional.empty()
        : Optional.of(head.substring(from + 1, close));
  }

  private static boolean startsWith(byte[] document, int... mark) {
    if (document.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((document[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static XmlEncoding conflict(String name) {
    String shown = name.length() > 40 ? name.substring(0, 40) : name;
    throw new Fault(
        FaultCode.INVALID_XML,
        "XML encoding '%s' is not supported here (UTF-8, UTF-16, ISO-8859-1 or US-ASCII expected)"
            .formatted(shown));
  }
}
