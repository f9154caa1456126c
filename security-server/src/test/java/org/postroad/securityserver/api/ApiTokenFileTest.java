// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.AccessCommand.ChangeTokenRoles;
import org.postroad.protocol.administration.AccessCommand.RevokeToken;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.ApiToken;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.fault.Fault;
import org.postroad.testing.StandingClock;

class ApiTokenFileTest {
  private static final String HASH = "0a".repeat(32);
  private static final String OTHER = "1b".repeat(32);
  private static final Actor WHO = new Actor("tester", "because");
  private static final List<Role> OBSERVER = List.of(Role.SECURITYSERVER_OBSERVER);

  @TempDir private Path directory;
  private Path file;
  private ApiTokenFile tokens;

  @BeforeEach
  void open() {
    file = directory.resolve("api-tokens");
    tokens = opened();
  }

  private ApiTokenFile opened() {
    return new ApiTokenFile(file, false, new StandingClock());
  }

  @Test
  void whatOneChangesTheOtherKnows() {
    ApiTokenFile command = opened();
    command.execute(new AddToken(HASH, OBSERVER), WHO);
    tokens.execute(new AddToken(OTHER, OBSERVER), WHO);
    command.execute(new ChangeTokenRoles(2, List.of(Role.SECURITY_OFFICER)), WHO);
    tokens.execute(new RevokeToken(1), WHO);
    assertEquals(List.of(new ApiToken(2, OTHER, Set.of(Role.SECURITY_OFFICER))), command.tokens());
  }

  @Test
  void itIsForTheOwnerAloneAndSaysWhoAndWhy() throws IOException {
    tokens.execute(new AddToken(HASH, OBSERVER), WHO);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    String line = Files.readString(file);
    assertEquals(
        "\"who\":\"tester\",\"why\":\"because\",\"kind\":\"add-token\"",
        line.substring(line.indexOf("\"who"), line.indexOf(",\"hash")));
  }

  @Test
  void aTornLineDoesNotCountAndIsOverwritten() throws IOException {
    tokens.execute(new AddToken(HASH, OBSERVER), WHO);
    Files.writeString(file, "{\"time\":\"2026", StandardOpenOption.APPEND);
    assertEquals(1, tokens.tokens().size());
    tokens.execute(new AddToken(OTHER, OBSERVER), WHO);
    assertEquals(2, opened().tokens().size());
  }

  @Test
  void whatIsRefusedLeavesTheFileAsItWas() throws IOException {
    tokens.execute(new AddToken(HASH, OBSERVER), WHO);
    String before = Files.readString(file);
    assertThrows(Fault.class, () -> tokens.execute(new AddToken(HASH, OBSERVER), WHO));
    assertThrows(Fault.class, () -> tokens.execute(new RevokeToken(7), WHO));
    assertEquals(before, Files.readString(file));
  }

  @Test
  void aSecondaryNodeChangesNothing() {
    var copied = new ApiTokenFile(file, true, new StandingClock());
    assertThrows(Fault.class, () -> copied.execute(new AddToken(HASH, OBSERVER), WHO));
    assertFalse(Files.exists(file));
    tokens.execute(new AddToken(HASH, OBSERVER), WHO);
    assertEquals(1, copied.tokens().size());
  }
}
