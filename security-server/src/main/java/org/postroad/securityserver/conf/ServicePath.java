// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The path behind the service code of a REST request, exactly as it is forwarded, and what access
 * rights decide on (B-011, B-012, threat 48).
 *
 * <p>A path is refused whatever the rights are when some server behind could take it out of the
 * service it belongs to: a dot segment under any reading (encoded once or twice, with parameters,
 * between backslashes), a backslash, a control character, bytes that are not UTF-8. What is left is
 * forwarded as it came.
 *
 * <p>Rights to single endpoints are decided on the decoded path, and only when it can be read in
 * one way: an encoded slash, a percent sign that is itself encoded, parameters behind {@code ;} or
 * an empty segment inside make it ambiguous, and then no right to a single endpoint applies. The
 * reference matches such a path after normalising it and forwards another.
 */
final class ServicePath {
  private final Optional<String> unambiguous;

  private ServicePath(Optional<String> unambiguous) {
    this.unambiguous = unambiguous;
  }

  /**
   * From the raw path, empty or with a slash in front.
   *
   * @throws Fault {@code bad_request} for a path that may leave its service
   */
  static ServicePath parse(String raw) {
    if (!raw.isEmpty() && raw.charAt(0) != '/') {
      throw refused(raw, "does not begin with a slash");
    }
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) <= ' ' || raw.charAt(i) > '~') {
        throw refused(raw, "has a character that is not printable ASCII");
      }
    }
    if (isPlain(raw)) {
      return new ServicePath(Optional.of(raw));
    }
    String once = decoded(raw, raw);
    String twice = decodedLeniently(once);
    requireSafe(raw, raw);
    requireSafe(once, raw);
    requireSafe(twice, raw);
    boolean ambiguous =
        !twice.equals(once)
            || once.indexOf(';') >= 0
            || once.indexOf("//") >= 0
            || slashes(once) != slashes(raw);
    return new ServicePath(ambiguous ? Optional.empty() : Optional.of(once));
  }

  /** Whether there is only one way to read it, as of most paths: nothing in it needs a look. */
  private static boolean isPlain(String raw) {
    char before = 'x';
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean afterSlash = before == '/' && (c == '/' || c == '.');
      if (c == '%' || c == ';' || c == '\\' || afterSlash) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /** What a path says; nothing for one that is refused or can be read in more than one way. */
  static Optional<String> readable(String raw) {
    try {
      return parse(raw).unambiguous();
    } catch (Fault refused) {
      return Optional.empty();
    }
  }

  /** What the path says, where it can be read in one way only. */
  Optional<String> unambiguous() {
    return unambiguous;
  }

  private static void requireSafe(String path, String raw) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '\\') {
        throw refused(raw, "has a backslash");
      }
      if (Character.isISOControl(path.charAt(i))) {
        throw refused(raw, "has a control character");
      }
    }
    for (int from = 0; from <= path.length(); ) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      int parameters = path.indexOf(';', from);
      String segment = path.substring(from, parameters < 0 || parameters > to ? to : parameters);
      if (segment.equals(".") || segment.equals("..")) {
        throw refused(raw, "has a dot segment");
      }
      from = to + 1;
    }
  }

  private static String decoded(String text, String raw) {
    byte[] bytes = new byte[text.length()];
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        bytes[count++] = (byte) c;
      } else if (isEscape(text, i)) {
        bytes[count++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
        i += 2;
      } else {
        throw refused(raw, "has a percent sign without two hexadecimal digits");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, count))
          .toString();
    } catch (CharacterCodingException e) {
      throw refused(raw, "is not UTF-8 when decoded");
    }
  }

  /** A second decoding, as a careless server behind might do: single bytes, never refused. */
  private static String decodedLeniently(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%' && isEscape(text, i)) {
        out.append((char) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }

  private static long slashes(String text) {
    return text.chars().filter(c -> c == '/').count();
  }

  private static Fault refused(String raw, String why) {
    String shown = raw.length() > 200 ? raw.substring(0, 200) + "…" : raw;
    return new Fault(FaultCode.BAD_REQUEST, "Service path '" + shown + "' " + why);
  }
}
