// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Reads a directory document line by line and knows the byte offset of each: lines of UTF-8 without
 * control characters, ending in CR LF and nothing else.
 */
final class DirectoryLines {
  private static final int MAXIMUM_LINE = 8192;
  private static final int MAXIMUM_HEADERS = 20;

  private final byte[] document;
  private int position;

  DirectoryLines(byte[] document) {
    this.document = document;
  }

  int position() {
    return position;
  }

  /** The next line without its end. */
  String next() {
    int start = position;
    for (int i = start; i < document.length && i - start <= MAXIMUM_LINE; i++) {
      if (document[i] == '\r') {
        if (i + 1 == document.length || document[i + 1] != '\n') {
          throw malformed("A carriage return without line feed at byte " + i);
        }
        position = i + 2;
        return text(start, i);
      }
      if ((document[i] >= 0 && document[i] < ' ') || document[i] == 0x7F) {
        throw malformed("A control character at byte " + i + ", lines end in CR LF");
      }
    }
    throw malformed("No end of line within " + MAXIMUM_LINE + " bytes from byte " + start);
  }

  void expect(String line) {
    int start = position;
    String found = next();
    if (!found.equals(line)) {
      throw malformed("Line '" + found + "' at byte " + start + ", expected '" + line + "'");
    }
  }

  /** The last line, whose end may be missing, and nothing after it. */
  void expectLast(String line) {
    int start = position;
    boolean ended = document.length == start + line.length() + 2;
    String found = ended ? next() : text(start, document.length);
    if (!found.equals(line)) {
      throw malformed("The document does not end in '" + line + "' after byte " + start);
    }
  }

  /** A header block up to its empty line: names as spelled, values without the leading blank. */
  Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    var names = new LinkedHashMap<String, String>();
    for (String line = next(); !line.isEmpty(); line = next()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || colon + 2 >= line.length() || line.charAt(colon + 1) != ' ') {
        throw malformed("Header line '" + line + "', expected 'name: value'");
      }
      String name = line.substring(0, colon);
      headers.put(name, line.substring(colon + 2));
      if (names.put(name.toLowerCase(Locale.ROOT), name) != null) {
        throw malformed("Header " + name + " is given twice");
      }
      if (names.size() > MAXIMUM_HEADERS) {
        throw malformed("More than " + MAXIMUM_HEADERS + " headers in one part");
      }
    }
    return headers;
  }

  private String text(int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(document, from, to - from))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new Fault(
          FaultCode.MALFORMED_GLOBAL_CONF, "Bytes that are not UTF-8 after byte " + from, notUtf8);
    }
  }

  static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, text);
  }
}
