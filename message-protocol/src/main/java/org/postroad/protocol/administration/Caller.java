// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.Collection;
import java.util.Set;

/** Whoever showed a token that is known. */
record Caller(String name, Set<Role> roles) {

  Caller {
    roles = Set.copyOf(roles);
  }

  boolean may(RolePermission permission) {
    return permission.isOfAny(roles);
  }

  /** Refuses who has none of the permissions. */
  void require(Collection<? extends RolePermission> some) {
    for (RolePermission permission : some) {
      if (may(permission)) {
        return;
      }
    }
    throw Refusal.of(403, "forbidden");
  }
}
