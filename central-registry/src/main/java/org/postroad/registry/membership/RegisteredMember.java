// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;

/** A member and its subsystems with the names they may have, in the order they were added. */
public record RegisteredMember(
    MemberId id, String name, Map<SubsystemId, Optional<String>> subsystems) {

  public RegisteredMember {
    subsystems = Collections.unmodifiableMap(new LinkedHashMap<>(subsystems));
  }

  RegisteredMember with(SubsystemId subsystem, Optional<String> subsystemName) {
    var more = new LinkedHashMap<>(subsystems);
    more.put(subsystem, subsystemName);
    return new RegisteredMember(id, name, more);
  }

  RegisteredMember without(SubsystemId subsystem) {
    var fewer = new LinkedHashMap<>(subsystems);
    fewer.remove(subsystem);
    return new RegisteredMember(id, name, fewer);
  }

  RegisteredMember named(String newName) {
    return new RegisteredMember(id, newName, subsystems);
  }
}
