// SPDX-License-Identifier: MIT

package org.postroad.cli.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postroad.cli.administration.ApiOperations;
import org.postroad.cli.administration.Declared;

/**
 * Commands for everything the API can do (E63): its resources are held against the declarations.
 * The tree of a whole server has commands of its own kind, which plan and apply it.
 */
class ServerOperationsTest {
  /**
   * What {@code status} asks besides, what is asked with more to tell, and what a server that was
   * made by {@code server init} has behind it.
   */
  private static final Set<String> WITHOUT_COMMAND =
      Set.of(
          "GET /system/version",
          "GET /system/node-type",
          "POST /backups",
          "POST /system/anchor",
          "GET /initialization/status",
          "POST /initialization");

  @Test
  void everyOperationIsReachedByACommand() {
    Set<String> missing = ApiOperations.of("org.postroad.securityserver.api");
    assertTrue(missing.size() > 80, missing::toString);
    missing.removeAll(WITHOUT_COMMAND);
    missing.removeIf(operation -> operation.contains(" /declaration"));
    Declared.operations(ServerFamily.family()).forEach(missing::remove);
    assertEquals("", String.join("\n", missing));
  }
}
