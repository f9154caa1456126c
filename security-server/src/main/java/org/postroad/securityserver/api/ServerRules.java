// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.administration.LoggedEvent;
import org.postroad.protocol.administration.OperationRules;
import org.postroad.protocol.administration.RolePermission;

/** The server's permissions and events, as {@link Needs} and {@link Audited} give them. */
final class ServerRules implements OperationRules {
  private final Runnable changes;

  /**
   * Rules.
   *
   * @param changes refuses when nothing may be changed
   */
  ServerRules(Runnable changes) {
    this.changes = changes;
  }

  @Override
  public void requireChangeable() {
    changes.run();
  }

  @Override
  public List<RolePermission> needs(Method operation) {
    Needs needs = operation.getAnnotation(Needs.class);
    return needs == null ? List.of() : List.of(needs.value());
  }

  @Override
  public Optional<LoggedEvent> event(Method operation) {
    return Optional.ofNullable(operation.getAnnotation(Audited.class)).map(Audited::value);
  }
}
