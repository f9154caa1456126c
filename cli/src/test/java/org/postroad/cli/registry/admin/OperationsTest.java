// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postroad.cli.administration.ApiOperations;
import org.postroad.cli.administration.Declared;

/**
 * Commands for everything the API can do (E63): its resources are held against the declarations.
 */
class OperationsTest {
  /**
   * What {@code status} asks besides, what a registry that runs has behind it, and the removal of
   * one from a group, which is that of several too.
   */
  private static final Set<String> WITHOUT_COMMAND =
      Set.of(
          "GET /system/version",
          "GET /initialization/status",
          "DELETE /global-groups/{}/members/{}");

  @Test
  void everyOperationIsReachedByACommand() {
    Set<String> missing = ApiOperations.of("org.postroad.registry.admin");
    assertTrue(missing.size() > 80, missing::toString);
    missing.removeAll(WITHOUT_COMMAND);
    Declared.operations(RegistryFamily.family()).forEach(missing::remove);
    assertEquals("", String.join("\n", missing));
  }
}
