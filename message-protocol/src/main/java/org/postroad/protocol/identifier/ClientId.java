// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

import java.util.List;
import java.util.Optional;

/**
 * A member or one of its subsystems: who calls, and who owns a service.
 *
 * <p>{@code toString} gives {@code INST/CLASS/CODE[/SUB]}, {@link #text} puts the type in front
 * {@link #encoded} percent-encodes each part (B-004, B-035). Two are equal when all parts
 * are, code point by code point.
 */
public sealed interface ClientId permits MemberId, SubsystemId {
  MemberId member();

  Optional<String> subsystemCode();

  default String instance() {
    return member().instance();
  }

  default String memberClass() {
    return member().memberClass();
  }

  default String memberCode() {
    return member().memberCode();
  }

  /** {@code MEMBER:INST/CLASS/CODE} or {@code SUBSYSTEM:INST/CLASS/CODE/SUB}. */
  String text();

  /** Path segments joined by {@code /}. */
  String encoded();

  static ClientId of(
      String instance, String memberClass, String memberCode, Optional<String> subsystemCode) {
    var member = new MemberId(instance, memberClass, memberCode);
    return subsystemCode.isPresent() ? new SubsystemId(member, subsystemCode.get()) : member;
  }

  /** From three or four parts as they are. */
  static ClientId parse(String slashSeparated) {
    return of(Identifiers.split(slashSeparated, 3, 4, "client id"));
  }

  /** From three or four percent-encoded parts. */
  static ClientId parseEncoded(String pathSegments) {
    return of(Identifiers.decoded(pathSegments, 3, 4, "client id"));
  }

  private static ClientId of(List<String> parts) {
    Optional<String> subsystem = parts.size() == 4 ? Optional.of(parts.get(3)) : Optional.empty();
    return of(parts.get(0), parts.get(1), parts.get(2), subsystem);
  }
}
