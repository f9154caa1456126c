// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ServiceId;

/**
 * {@code /r1/INST/CLASS/MEMBER/SUB/SERVICE[/path][?query]} (B-001 to B-012, threat 48).
 *
 * <p>The path behind the service code is forwarded exactly as it stands here, so it is refused
 * wherever a server behind might read it otherwise: dot segments, empty segments, encoded control
 * characters and backslashes, doubly encoded separators. An encoded slash is data: it stays {@code
 * %2F} in {@link #decodedPath}, so that no rule about paths takes it for a border.
 *
 * @param servicePath what follows the service code, with its slash, or nothing
 */
record RestTarget(ServiceId service, String path, String servicePath, Optional<String> query) {
  private static final String MARKS = "-._~!$&'()*+,;=:@/";
  private static final int IDENTIFIERS = 5;

  static RestTarget parse(String raw) {
    int question = raw.indexOf('?');
    String path = question < 0 ? raw : raw.substring(0, question);
    Optional<String> query =
        question < 0 ? Optional.empty() : Optional.of(raw.substring(question + 1));
    check(path, MARKS, raw);
    query.ifPresent(text -> check(text, MARKS + "?[]", raw));
    List<String> parts = List.of(path.split("/", IDENTIFIERS + 3));
    if (parts.size() < IDENTIFIERS + 2 || !parts.getFirst().isEmpty()) {
      throw invalid("/r1/instance/class/member/subsystem/service expected", raw);
    }
    checkVersion(parts.get(1), raw);
    String tail = parts.size() == IDENTIFIERS + 2 ? "" : "/" + parts.getLast();
    checkSegments(tail, raw);
    String identifiers = String.join("/", parts.subList(2, IDENTIFIERS + 2));
    return new RestTarget(ServiceId.parseEncoded(identifiers), path, tail, query);
  }

  private static void checkVersion(String version, String raw) {
    if (version.length() != 2 || version.charAt(0) != 'r' || !isDigit(version.charAt(1))) {
      throw invalid("protocol version r1 expected", raw);
    }
    if (version.charAt(1) != '1') {
      throw new Fault(FaultCode.BAD_REQUEST, "Unsupported protocol version " + version.charAt(1));
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static void check(String text, String marks, String raw) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || marks.indexOf(c) >= 0);
      if (c == '%' && i + 2 < text.length() && isHex(text, i + 1)) {
        i += 2;
      } else if (!plain) {
        throw invalid("character U+%04X at %d".formatted((int) c, i), raw);
      }
    }
  }

  private static boolean isHex(String text, int at) {
    return HexFormat.isHexDigit(text.charAt(at)) && HexFormat.isHexDigit(text.charAt(at + 1));
  }

  private static void checkSegments(String tail, String raw) {
    if (tail.isEmpty()) {
      return;
    }
    List<String> segments = List.of(tail.substring(1).split("/", -1));
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.isEmpty() && i < segments.size() - 1) {
        throw invalid("an empty path segment", raw);
      }
      checkSegment(segment.toLowerCase(Locale.ROOT), raw);
    }
  }

  private static void checkSegment(String segment, String raw) {
    String plain = segment.replace("%2e", ".");
    int parameters = plain.indexOf(';');
    String name = parameters < 0 ? plain : plain.substring(0, parameters);
    if (name.equals(".") || name.equals("..")) {
      throw invalid("a dot segment in the path", raw);
    }
    for (int i = segment.indexOf('%'); i >= 0; i = segment.indexOf('%', i + 1)) {
      int value = HexFormat.fromHexDigits(segment, i + 1, i + 3);
      boolean twice = value == '%' && segment.substring(i + 3).matches("(?s)(2e|2f|5c|25).*");
      if (value < ' ' || value == 0x7F || value == '\\' || twice) {
        throw invalid("an encoded control character, backslash or percent sign in the path", raw);
      }
    }
  }

  /**
   * The service path for access rules: decoded, but for encoded slashes, and as it stands where it
   * is not UTF-8.
   */
  String decodedPath() {
    if (servicePath.indexOf('%') < 0) {
      return servicePath;
    }
    var bytes = new byte[servicePath.length()];
    int n = 0;
    for (int i = 0; i < servicePath.length(); i++) {
      char c = servicePath.charAt(i);
      int value = c == '%' ? HexFormat.fromHexDigits(servicePath, i + 1, i + 3) : c;
      boolean decoded = c == '%' && value != '/';
      bytes[n++] = (byte) (decoded ? value : c);
      i += decoded ? 2 : 0;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, n)).toString();
    } catch (CharacterCodingException e) {
      return servicePath;
    }
  }

  @Override
  public String toString() {
    return path + query.map(text -> '?' + text).orElse("");
  }

  private static Fault invalid(String what, String raw) {
    String shown = raw.length() > 200 ? raw.substring(0, 200) + "..." : raw;
    var printable = new StringBuilder();
    shown.chars().forEach(c -> printable.append(c > ' ' && c < 127 ? (char) c : '?'));
    return new Fault(
        FaultCode.BAD_REQUEST, "Invalid request URI '%s': %s".formatted(printable, what));
  }
}
