// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.signer.ServerKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A copy of {@code /etc/xroad} becomes a server: all of it or nothing (E70 to E74, C60, C70). */
@Tag("long")
class TakeOverCommandTest {
  private static final String PIN = ReferenceCopy.PIN;

  @TempDir private Path folder;
  private Optional<ReferenceCopy> copied = Optional.empty();

  @BeforeEach
  void copyReference() throws Exception {
    copied = Optional.of(new ReferenceCopy(folder));
  }

  private ReferenceCopy copy() {
    return copied.orElseThrow();
  }

  private int takeOver(String pin, String... more) throws IOException {
    return copy()
        .takeOver(
            pin,
            Stream.concat(
                    Stream.of("--owner", "NAT:GOV:1", "--code", "ss1", "--without-database"),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  private Path server() {
    return copy().server();
  }

  private StringWriter out() {
    return copy().out;
  }

  private StringWriter err() {
    return copy().err;
  }

  @Test
  void settingsKeysTokensAndIdentityAreTakenOver() throws Exception {
    assertEquals(0, takeOver(PIN, "--output", "json"), err()::toString);
    JsonNode made = JsonMapper.shared().readTree(out().toString());
    assertEquals(1, made.path("softwareKeys").asInt(0), out()::toString);
    assertEquals("5501", made.path("keys").path("ports.messages").asString(""));
    ServerFile file = ServerFile.read(server().resolve("server.yaml"), Map.of());
    assertEquals(5501, file.ports().messages());
    assertEquals(80, file.ports().consumerHttp());
    assertEquals(server(), file.directory());
    assertEquals(
        "library = /usr/lib/hsm.so\nslot = 3\nrsa = pkcs1\npin-file = hsm.pin\n",
        Files.readString(server().resolve("keys/tokens/hsm.properties")));
    assertArrayEquals(
        copy().tls.getEncoded(), Files.readAllBytes(server().resolve("keys/internal-tls.der")));
    Files.delete(server().resolve("keys/tokens/hsm.properties"));
    try (ServerKeys keys = ServerKeys.open(server().resolve("keys"), PIN.toCharArray())) {
      assertEquals(1, keys.softwareKeys().size());
      assertTrue(keys.notes().names().containsValue("signing"));
    }
  }

  @Test
  void whatCannotBeTakenOverLeavesNothing() throws IOException {
    assertEquals(2, takeOver("another pin"));
    assertFalse(Files.exists(server()), "something is left");
    copy().write("conf.d/local.ini", "[proxy]\nserver-min-supported-client-version=newest\n");
    assertEquals(2, takeOver(PIN));
    assertTrue(err().toString().contains("peers.least-version"), err()::toString);
    Files.delete(copy().copy.resolve("conf.d/local.ini"));
    Files.createDirectories(server());
    Files.writeString(server().resolve("there"), "before");
    assertEquals(3, takeOver(PIN));
    assertEquals("before", Files.readString(server().resolve("there")));
  }

  @Test
  void aDryRunTellsEverythingAndMakesNothing() throws IOException {
    assertEquals(0, takeOver(PIN, "--dry-run"), err()::toString);
    assertFalse(Files.exists(server()));
    List<String> lines = out().toString().lines().toList();
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("no-such-thing") && line.contains("UNKNOWN")),
        out()::toString);
    assertTrue(
        lines.stream()
            .anyMatch(line -> line.contains("local.ini:2") && line.contains("ports.messages")),
        out()::toString);
  }

  @Test
  void withoutItsDatabaseNothingIsAssumed() throws IOException {
    assertEquals(2, copy().takeOver(PIN, "--owner", "NAT:GOV:1", "--code", "ss1"));
    assertTrue(err().toString().contains("--without-database"), err()::toString);
    assertEquals(2, copy().takeOver(PIN, "--without-database", "--code", "ss1"));
    assertTrue(err().toString().contains("--owner has to be given"), err()::toString);
    assertFalse(Files.exists(server()));
  }
}
