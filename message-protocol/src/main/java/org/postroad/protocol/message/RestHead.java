// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Header;
import org.postroad.protocol.mime.Headers;

/**
 * The bytes of a REST header part (B-030 to B-033): two lines and header fields, each ended by
 * CRLF, in UTF-8, without an empty line. What is parsed prints back to the same bytes, since the
 * peer prints it again to compute the request hash.
 *
 * <pre>{@code
 * POST CRLF /r1/INST/CLASS/MEMBER/SUB/SERVICE/path?query CRLF Name:Value CRLF ...
 * 200 CRLF OK CRLF Name:Value CRLF ...
 * }</pre>
 */
record RestHead(String first, String second, Headers headers) {
  static final String CLIENT = "x-road-client";
  static final String SERVICE = "x-road-service";
  static final String ID = "x-road-id";
  static final String REQUEST_ID = "x-road-request-id";
  static final String REQUEST_HASH = "x-road-request-hash";
  static final String SECURITY_SERVER = "x-road-security-server";
  static final String REPRESENTED_PARTY = "x-road-represented-party";

  /** What stands for octets that are not UTF-8, and seldom for itself. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final int MOST_BYTES = 64 * 1024;
  private static final int MOST_HEADERS = 256;

  /** Fields that belong to one connection and never travel (B-025). */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "transfer-encoding",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "upgrade",
          "connection",
          "user-agent",
          "host",
          "content-length",
          "server",
          "expect");

  /** Fields that somebody decides upon and that therefore must not contradict themselves. */
  private static final Set<String> SINGLE =
      Set.of(
          CLIENT,
          SERVICE,
          ID,
          REQUEST_ID,
          REQUEST_HASH,
          SECURITY_SERVER,
          REPRESENTED_PARTY,
          "x-road-userid",
          "x-road-issue",
          "content-type");

  static RestHead parse(byte[] part) {
    if (part.length > MOST_BYTES) {
      throw invalid("the header part has %d bytes, at most %d".formatted(part.length, MOST_BYTES));
    }
    List<String> lines = lines(decode(part));
    if (lines.size() < 2) {
      throw invalid("the header part has less than two lines");
    }
    var headers = Headers.builder();
    lines.subList(2, lines.size()).forEach(line -> headers.add(header(line)));
    return new RestHead(lines.get(0), lines.get(1), checked(headers.build()));
  }

  private static String decode(byte[] part) {
    String text = new String(part, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(part)).toString();
    } catch (CharacterCodingException e) {
      throw new Fault(FaultCode.INVALID_MESSAGE, "Invalid REST message: malformed UTF-8", e);
    }
  }

  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf("\r\n", from);
      String line = text.substring(from, Math.max(from, end));
      if (end < 0 || line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
        throw invalid("a line that does not end with CR LF");
      }
      lines.add(line);
      from = end + 2;
    }
    return lines;
  }

  private static Header header(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw invalid("a header line without ':'");
    }
    var header = new Header(line.substring(0, colon), line.substring(colon + 1));
    if (isHopByHop(header)) {
      throw new Fault(FaultCode.INVALID_MESSAGE, "Invalid header: " + header.name());
    }
    if (!header.value().strip().equals(header.value())) {
      throw invalid("blanks around the value of header " + header.name());
    }
    return header;
  }

  /** Header fields of an HTTP message as they may travel; outer blanks are trimmed. */
  static Headers filtered(Headers headers, Set<String> lowerCaseNames) {
    var kept = Headers.builder();
    for (Header header : headers.without(lowerCaseNames)) {
      if (!isHopByHop(header)) {
        kept.add(header.name(), header.value().strip());
      }
    }
    return kept.build();
  }

  /** Refuses fields that are there with several values (threat 44), and too many of them. */
  static Headers checked(Headers headers) {
    if (headers.list().size() > MOST_HEADERS) {
      throw invalid("more than " + MOST_HEADERS + " headers");
    }
    for (Header header : headers) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (SINGLE.contains(name) && !headers.first(name).equals(Optional.of(header.value()))) {
        throw invalid("header '" + name + "' is there with several values");
      }
    }
    return headers;
  }

  private static boolean isHopByHop(Header header) {
    return HOP_BY_HOP.contains(header.name().toLowerCase(Locale.ROOT));
  }

  /** The same with this second line and with the headers of X-Road alone (E-009). */
  RestHead metadata(String line) {
    return new RestHead(first, line, headers.where(RestHead::isXroad));
  }

  private static boolean isXroad(Header header) {
    return header.name().toLowerCase(Locale.ROOT).startsWith("x-road-");
  }

  byte[] toBytes() {
    var out = new StringBuilder(512).append(first).append("\r\n").append(second).append("\r\n");
    for (Header header : headers) {
      out.append(header.name()).append(':').append(header.value()).append("\r\n");
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Fault invalid(String what) {
    return new Fault(FaultCode.INVALID_MESSAGE, "Invalid REST message: " + what);
  }
}
