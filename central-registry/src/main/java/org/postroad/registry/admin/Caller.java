// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.util.Set;
import org.postroad.registry.access.Permission;
import org.postroad.registry.access.Role;

/** Whoever showed a token that is known. */
record Caller(String name, Set<Role> roles) {

  Caller {
    roles = Set.copyOf(roles);
  }

  boolean may(Permission permission) {
    return permission.isOfAny(roles);
  }

  /** Refuses who has none of the permissions. */
  void require(Permission... some) {
    for (Permission permission : some) {
      if (may(permission)) {
        return;
      }
    }
    throw Refusal.of(403, "forbidden");
  }
}
