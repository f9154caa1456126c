// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.Set;

/** One permission of a program's matrix (E05). */
public interface RolePermission {
  /** {@code VIEW_MEMBERS}. */
  String name();

  /** The roles that have this permission, one bit for each, see {@link Role#bits}. */
  int roles();

  /** Whether the role has this permission. */
  default boolean isOf(Role role) {
    return (roles() & role.bit()) != 0;
  }

  /** Whether any of the roles has this permission. */
  default boolean isOfAny(Set<Role> some) {
    return some.stream().anyMatch(this::isOf);
  }
}
