// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.Set;

/** One permission of a program's matrix (E05). */
public interface RolePermission {
  /** {@code VIEW_MEMBERS}. */
  String name();

  /** Whether any of the roles has this permission. */
  boolean isOfAny(Set<Role> some);
}
