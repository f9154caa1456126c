// SPDX-License-Identifier: MIT

package org.postroad.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionTest {

  @ParameterizedTest
  @CsvSource({
    "REGISTRATION_OFFICER, 36",
    "SECURITY_OFFICER, 33",
    "SYSTEM_ADMINISTRATOR, 28",
    "MANAGEMENT_SERVICE, 15"
  })
  void everyRoleHasAsManyAsTheMatrixSays(Role role, int expected) {
    assertEquals(expected, Arrays.stream(Permission.values()).filter(p -> p.isOf(role)).count());
  }

  @Test
  void thereAreNinetyAndNoneIsNobodys() {
    assertEquals(90, Permission.values().length);
    assertTrue(Arrays.stream(Permission.values()).allMatch(p -> p.isOfAny(Set.of(Role.values()))));
    assertFalse(Permission.VIEW_VERSION.isOfAny(Set.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "XROAD_SECURITY_OFFICER, SECURITY_OFFICER",
    "XROAD_REGISTRATION_OFFICER, REGISTRATION_OFFICER",
    "XROAD_SYSTEM_ADMINISTRATOR, SYSTEM_ADMINISTRATOR",
    "XROAD_MANAGEMENT_SERVICE, MANAGEMENT_SERVICE"
  })
  void rolesHaveTheNamesOfTheWire(String wire, Role role) {
    assertEquals(wire, role.wire());
    assertEquals(Optional.of(role), Role.ofWire(wire));
  }

  @Test
  void rolesOfSecurityServersAreNoneHere() {
    assertEquals(Optional.empty(), Role.ofWire("XROAD_SERVICE_ADMINISTRATOR"));
    assertEquals(Optional.empty(), Role.ofWire("SECURITY_OFFICER"));
  }
}
