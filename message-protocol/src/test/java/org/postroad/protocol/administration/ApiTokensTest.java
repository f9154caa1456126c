// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.AccessCommand.ChangeTokenRoles;
import org.postroad.protocol.administration.AccessCommand.RevokeToken;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

class ApiTokensTest {
  private static final String HASH = "0a".repeat(32);
  private static final String OTHER = "1b".repeat(32);
  private static final List<Role> OFFICER = List.of(Role.SECURITY_OFFICER);

  private final ApiTokens tokens = new ApiTokens();

  @Test
  void aNumberIsNeverGivenTwice() {
    tokens.apply(new AddToken(HASH, OFFICER));
    tokens.apply(new AddToken(OTHER, OFFICER));
    tokens.apply(new RevokeToken(2));
    tokens.apply(new AddToken(OTHER, List.of(Role.MANAGEMENT_SERVICE)));
    assertEquals(
        List.of(
            new ApiToken(1, HASH, Set.of(Role.SECURITY_OFFICER)),
            new ApiToken(3, OTHER, Set.of(Role.MANAGEMENT_SERVICE))),
        tokens.snapshot());
  }

  @Test
  void rolesChangeAndTheTokenStays() {
    tokens.apply(new AddToken(HASH, OFFICER));
    tokens.apply(
        new ChangeTokenRoles(1, List.of(Role.SYSTEM_ADMINISTRATOR, Role.REGISTRATION_OFFICER)));
    var roles = Set.of(Role.SYSTEM_ADMINISTRATOR, Role.REGISTRATION_OFFICER);
    assertEquals(List.of(new ApiToken(1, HASH, roles)), tokens.snapshot());
  }

  @Test
  void whatIsNoTokenIsRefused() {
    tokens.apply(new AddToken(HASH, OFFICER));
    assertFault(FaultCode.INVALID_REQUEST, () -> tokens.apply(new AddToken(HASH, OFFICER)));
    assertFault(FaultCode.INVALID_REQUEST, () -> tokens.apply(new AddToken(OTHER, List.of())));
    assertFault(FaultCode.INVALID_REQUEST, () -> tokens.apply(new AddToken("secret", OFFICER)));
    assertFault(FaultCode.INVALID_REQUEST, () -> tokens.apply(new ChangeTokenRoles(1, List.of())));
    assertFault(FaultCode.NOT_FOUND, () -> tokens.apply(new ChangeTokenRoles(2, OFFICER)));
    assertFault(FaultCode.NOT_FOUND, () -> tokens.apply(new RevokeToken(2)));
    assertEquals(1, tokens.snapshot().size());
  }

  private static void assertFault(FaultCode code, Executable executable) {
    assertEquals(code, assertThrows(Fault.class, executable).path().getFirst());
  }
}
