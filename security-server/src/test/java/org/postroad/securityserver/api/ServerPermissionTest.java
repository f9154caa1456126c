// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.administration.Role;

class ServerPermissionTest {

  @ParameterizedTest
  @CsvSource({
    "SECURITY_OFFICER, 42",
    "REGISTRATION_OFFICER, 38",
    "SERVICE_ADMINISTRATOR, 45",
    "SYSTEM_ADMINISTRATOR, 36",
    "SECURITYSERVER_OBSERVER, 28",
    "MANAGEMENT_SERVICE, 0"
  })
  void everyRoleHasAsManyAsTheMatrixSays(Role role, int expected) {
    assertEquals(expected, Arrays.stream(Permission.values()).filter(p -> p.isOf(role)).count());
  }

  @Test
  void thereAreNinetyEightAndNoneIsNobodys() {
    assertEquals(98, Permission.values().length);
    var all = Set.copyOf(ServerRoles.ALL);
    assertTrue(Arrays.stream(Permission.values()).allMatch(p -> p.isOfAny(all)));
    assertFalse(Permission.VIEW_VERSION.isOfAny(Set.of()));
  }

  /** Who only looks changes nothing. */
  @Test
  void observersViewAndRunDiagnostics() {
    assertTrue(
        Arrays.stream(Permission.values())
            .filter(p -> p.isOf(Role.SECURITYSERVER_OBSERVER))
            .allMatch(p -> p == Permission.DIAGNOSTICS || p.name().startsWith("VIEW_")));
  }
}
