// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;

/** A global group and its members in the order they joined. */
public record RegisteredGroup(GlobalGroupId id, String description, Set<ClientId> members) {

  public RegisteredGroup {
    members = Collections.unmodifiableSet(new LinkedHashSet<>(members));
  }

  RegisteredGroup with(ClientId member) {
    var more = new LinkedHashSet<>(members);
    more.add(member);
    return new RegisteredGroup(id, description, more);
  }

  RegisteredGroup without(ClientId member) {
    var fewer = new LinkedHashSet<>(members);
    fewer.remove(member);
    return new RegisteredGroup(id, description, fewer);
  }
}
