// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {

  @ParameterizedTest
  @CsvSource({
    "XROAD_SECURITY_OFFICER, SECURITY_OFFICER",
    "XROAD_REGISTRATION_OFFICER, REGISTRATION_OFFICER",
    "XROAD_SERVICE_ADMINISTRATOR, SERVICE_ADMINISTRATOR",
    "XROAD_SYSTEM_ADMINISTRATOR, SYSTEM_ADMINISTRATOR",
    "XROAD_SECURITYSERVER_OBSERVER, SECURITYSERVER_OBSERVER",
    "XROAD_MANAGEMENT_SERVICE, MANAGEMENT_SERVICE"
  })
  void rolesHaveTheNamesOfTheWire(String wire, Role role) {
    assertEquals(wire, role.wire());
    assertEquals(Optional.of(role), Role.ofWire(wire));
  }

  @Test
  void whatIsNoNameOfTheWireIsNoRole() {
    assertEquals(Optional.empty(), Role.ofWire("SECURITY_OFFICER"));
    assertEquals(Optional.empty(), Role.ofWire("XROAD_security_officer"));
  }

  @Test
  void everyRoleHasABitOfItsOwn() {
    assertEquals(0b111111, Stream.of(Role.values()).mapToInt(Role::bit).sum());
  }
}
