// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.util.Locale;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;

/** Which records share a chain of archives (E-026). */
public enum ArchiveGrouping {
  /** All of them. */
  NONE,
  /** Those of one member with all its subsystems. */
  MEMBER,
  /** Those of one subsystem; what a member did in its own name is a group beside them. */
  SUBSYSTEM;

  /** As settings spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the group of a record, nothing where there is one group only. */
  Optional<String> of(ClientId member) {
    return switch (this) {
      case NONE -> Optional.empty();
      case MEMBER -> Optional.of(member.member().toString());
      case SUBSYSTEM -> Optional.of(member.toString());
    };
  }
}
