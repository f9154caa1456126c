// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.conf.AccessRight.Subject;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/** Single values of a tree, written and read; what cannot be read is refused. */
final class Words {
  private static final Pattern TIMEOUT = Pattern.compile("(\\d{1,9})s");

  private Words() {}

  static ClientId client(String text) {
    List<String> parts = parts(text, 3, 4, "CLASS:MEMBER or CLASS:MEMBER:SUBSYSTEM");
    return ClientId.of(
        parts.get(0),
        parts.get(1),
        parts.get(2),
        parts.size() == 4 ? Optional.of(parts.get(3)) : Optional.empty());
  }

  static MemberId member(String text) {
    List<String> parts = parts(text, 3, 3, "CLASS:MEMBER");
    return new MemberId(parts.get(0), parts.get(1), parts.get(2));
  }

  private static List<String> parts(String text, int least, int most, String form) {
    List<String> parts = List.of(text.split(":", -1));
    if (parts.size() < least || parts.size() > most || parts.contains("")) {
      throw refused("'" + text + "' is not INSTANCE:" + form);
    }
    return parts;
  }

  static String text(ClientId id) {
    return id.instance()
        + ":"
        + id.memberClass()
        + ":"
        + id.memberCode()
        + id.subsystemCode().map(code -> ":" + code).orElse("");
  }

  static String text(SecurityServerId id) {
    return text(id.owner()) + ":" + id.serverCode();
  }

  static Subject subject(String text) {
    List<String> parts = List.of(text.split(":", -1));
    return switch (parts.size()) {
      case 1 -> new Subject.OfLocalGroup(new LocalGroupId(text));
      case 2 -> new Subject.OfGlobalGroup(new GlobalGroupId(parts.get(0), parts.get(1)));
      default -> new Subject.OfClient(client(text));
    };
  }

  static String text(Subject subject) {
    return switch (subject) {
      case Subject.OfClient(ClientId id) -> text(id);
      case Subject.OfGlobalGroup(GlobalGroupId id) -> id.instance() + ":" + id.groupCode();
      case Subject.OfLocalGroup(LocalGroupId id) -> id.groupCode();
    };
  }

  static Endpoint endpoint(String text) {
    int space = text.indexOf(' ');
    if (space < 1 || space == text.length() - 1) {
      throw refused("'" + text + "' is not METHOD /path");
    }
    return new Endpoint(text.substring(0, space), text.substring(space + 1));
  }

  static String text(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path();
  }

  static Duration timeout(String text) {
    Matcher found = TIMEOUT.matcher(text);
    if (!found.matches()) {
      throw refused("'" + text + "' is not a time like 60s");
    }
    return Duration.ofSeconds(Long.parseLong(found.group(1)));
  }

  static String text(Duration timeout) {
    return timeout.toSeconds() + "s";
  }

  /** A constant by its name in small letters with dashes. */
  static <E extends Enum<E>> E word(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> text(each).equals(text))
        .findFirst()
        .orElseThrow(() ->
            refused(
                "'"
                    + text
                    + "' is none of "
                    + Arrays.stream(type.getEnumConstants())
                        .map(Words::text)
                        .collect(Collectors.joining(", "))));
  }

  static String text(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
