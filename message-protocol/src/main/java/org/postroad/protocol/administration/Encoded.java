// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;

/** Identifiers as the API writes them, joined by colons: {@code DEV:GOV:1:People} (D03). */
public final class Encoded {
  private Encoded() {}

  public static String of(ClientId id) {
    return id.instance()
        + ":"
        + id.memberClass()
        + ":"
        + id.memberCode()
        + id.subsystemCode().map(code -> ":" + code).orElse("");
  }

  public static String of(SecurityServerId id) {
    return of(id.owner()) + ":" + id.serverCode();
  }

  public static ClientId client(String field, String text) {
    List<String> parts = split(field, text, 3, 4);
    Optional<String> subsystem = parts.size() == 4 ? Optional.of(parts.get(3)) : Optional.empty();
    return ClientId.of(parts.get(0), parts.get(1), parts.get(2), subsystem);
  }

  public static MemberId member(String field, String text) {
    List<String> parts = split(field, text, 3, 3);
    return new MemberId(parts.get(0), parts.get(1), parts.get(2));
  }

  public static SubsystemId subsystem(String field, String text) {
    List<String> parts = split(field, text, 4, 4);
    return new SubsystemId(new MemberId(parts.get(0), parts.get(1), parts.get(2)), parts.get(3));
  }

  public static SecurityServerId server(String field, String text) {
    List<String> parts = split(field, text, 4, 4);
    return new SecurityServerId(
        new MemberId(parts.get(0), parts.get(1), parts.get(2)), parts.get(3));
  }

  private static List<String> split(String field, String text, int least, int most) {
    List<String> parts = List.of(text.split(":", -1));
    boolean whole = parts.stream().noneMatch(String::isEmpty);
    if (parts.size() < least || parts.size() > most || !whole) {
      throw Refusal.invalid(field, "EncodedId");
    }
    return parts;
  }
}
