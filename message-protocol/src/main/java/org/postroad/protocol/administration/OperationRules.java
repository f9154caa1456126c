// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** What a program says of the methods that answer its operations, in annotations of its own. */
public interface OperationRules {
  /** The permissions of which the caller needs one; an operation with none is for nobody. */
  List<RolePermission> needs(Method operation);

  /** The event that the operation is, whether it succeeds or fails; none if it only reads. */
  Optional<LoggedEvent> event(Method operation);

  /** Is asked before every event, and refuses by what it throws. */
  default void requireChangeable() {}
}
