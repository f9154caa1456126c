// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

import java.util.ArrayList;
import java.util.List;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Rules for the parts of identifiers. */
public final class Identifiers {
  private static final int LONGEST = 255;
  private static final String STRICT_MARKS = "'()+,-.=?";

  private Identifiers() {}

  /**
   * Whether a part may be given to something new (A-026, registry D04). Identifiers that are older
   * or come in messages are held to less: they only have to be there.
   */
  public static boolean isStrict(String part) {
    return !part.isEmpty()
        && part.length() <= LONGEST
        && part.chars().allMatch(Identifiers::isStrictCharacter);
  }

  private static boolean isStrictCharacter(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c < 128 && STRICT_MARKS.indexOf(c) >= 0);
  }

  /** Whether a part has none of the characters banned at creation even without strict checks. */
  public static boolean isPrintable(String part) {
    return !part.isEmpty()
        && part.length() <= LONGEST
        && part.chars()
            .noneMatch(c -> Character.isISOControl(c) || "%:;/\\\u200B\uFEFF".indexOf(c) >= 0);
  }

  static String checked(String name, String part) {
    if (part.isEmpty()) {
      throw new Fault(FaultCode.BAD_REQUEST, "Identifier part '" + name + "' is empty");
    }
    if (part.length() > LONGEST) {
      throw new Fault(
          FaultCode.BAD_REQUEST,
          "Identifier part '%s' has %d characters, at most %d expected"
              .formatted(name, part.length(), LONGEST));
    }
    for (int i = 0; i < part.length(); i++) {
      boolean pair =
          i + 1 < part.length() && Character.isSurrogatePair(part.charAt(i), part.charAt(i + 1));
      if (Character.isSurrogate(part.charAt(i)) && !pair) {
        throw new Fault(FaultCode.BAD_REQUEST, "Identifier part '" + name + "' is broken Unicode");
      }
      i += pair ? 1 : 0;
    }
    return part;
  }

  /** Splits at slashes into {@code least} to {@code most} parts. */
  static List<String> split(String text, int least, int most, String what) {
    List<String> parts = List.of(text.split("/", most + 1));
    if (parts.size() < least || parts.size() > most) {
      throw new Fault(
          FaultCode.BAD_REQUEST,
          "Invalid %s '%s': %s parts separated by '/' expected"
              .formatted(what, shown(text), least == most ? "" + least : least + " to " + most));
    }
    return parts;
  }

  /** The same of percent-encoded parts. */
  static List<String> decoded(String pathSegments, int least, int most, String what) {
    List<String> parts = new ArrayList<>(most);
    for (String segment : split(pathSegments, least, most, what)) {
      parts.add(PathSegment.decode(segment));
    }
    return parts;
  }

  private static String shown(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
