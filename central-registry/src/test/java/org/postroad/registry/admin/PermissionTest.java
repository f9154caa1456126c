// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.administration.Role;

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
    assertTrue(
        Arrays.stream(Permission.values()).allMatch(p -> p.isOfAny(Set.copyOf(RegistryRoles.ALL))));
    assertFalse(Permission.VIEW_VERSION.isOfAny(Set.of()));
  }

  @Test
  void rolesOfSecurityServersMayDoNothing() {
    var strangers = Set.of(Role.SERVICE_ADMINISTRATOR, Role.SECURITYSERVER_OBSERVER);
    assertTrue(Arrays.stream(Permission.values()).noneMatch(p -> p.isOfAny(strangers)));
    assertTrue(RegistryRoles.ALL.stream().noneMatch(strangers::contains));
  }
}
