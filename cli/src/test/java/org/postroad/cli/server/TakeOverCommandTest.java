// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.testing.TestAuthority;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A copy of {@code /etc/xroad} becomes a server: all of it or nothing (E70 to E74, C60, C70). */
@Tag("long")
class TakeOverCommandTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PIN = "Secret1234";
  private static final String KEYS =
      """
      <tns:keyConf xmlns:tns="http://x-road.eu/xsd/xroad.xsd">
        <device>
          <deviceType>softToken</deviceType><id>0</id>
          <key usage="SIGNING"><friendlyName>signing</friendlyName><keyId>A1</keyId></key>
        </device>
      </tns:keyConf>
      """;

  @TempDir private Path folder;
  private Path copy = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Optional<X509Certificate> tls = Optional.empty();

  private void write(String name, String text) throws IOException {
    Path file = copy.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private TokenKey token(String name, KeyKind kind, String password) throws IOException {
    SoftwareToken token = SoftwareToken.create();
    TokenKey key = token.generate(kind, RANDOM);
    Path file = copy.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream to = Files.newOutputStream(file)) {
      token.save(to, password.toCharArray());
    }
    return key;
  }

  @BeforeEach
  void copyReference() throws IOException, CertificateEncodingException {
    copy = folder.resolve("xroad");
    var day = Duration.ofDays(1);
    TokenKey identity = token("ssl/internal.p12", KeyKind.RSA_2048, "internal");
    X509Certificate own =
        identity.selfSigned(
            "CN=ss1.test", List.of(), TestAuthority.NOW.minus(day), TestAuthority.NOW.plus(day));
    tls = Optional.of(own);
    Files.write(copy.resolve("ssl/internal.crt"), own.getEncoded());
    var _ = token("signer/softtoken/A1.p12", KeyKind.EC_P256, PIN);
    write("signer/keyconf.xml", KEYS);
    write("devices.ini", "[hsm]\nlibrary=/usr/lib/hsm.so\nslot_ids=3\n");
    write("conf.d/proxy.ini", "[proxy]\nserver-listen-port=5500\n");
    write("conf.d/local.ini", "[proxy]\nserver-listen-port=5501\nno-such-thing=1\n");
    var source = new ConfigurationAnchor.Source("http://127.0.0.1:1/internalconf", List.of(own));
    Files.write(
        copy.resolve("configuration-anchor.xml"),
        new ConfigurationAnchor(Optional.empty(), "NAT", List.of(source)).toXml());
  }

  private int takeOver(String pin, String... more) throws IOException {
    Path file = folder.resolve("pin");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, pin + "\n");
    var arguments =
        new ArrayList<>(
            List.of(
                "--from",
                copy.toString(),
                "--owner",
                "NAT:GOV:1",
                "--code",
                "ss1",
                "--address",
                "127.0.0.1",
                "--pin-file",
                file.toString(),
                "--directory",
                server().toString()));
    arguments.addAll(List.of(more));
    return new CommandLine(new TakeOverCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler((failure, command, _) -> {
          command.getErr().println(failure.getMessage());
          return failure instanceof CommandLine.IExitCodeGenerator ended ? ended.getExitCode() : 2;
        })
        .execute(arguments.toArray(String[]::new));
  }

  private Path server() {
    return folder.resolve("server");
  }

  @Test
  void settingsKeysTokensAndIdentityAreTakenOver() throws Exception {
    assertEquals(0, takeOver(PIN, "--output", "json"), err::toString);
    JsonNode made = JsonMapper.shared().readTree(out.toString());
    assertEquals(1, made.path("softwareKeys").asInt(0), out::toString);
    assertEquals("5501", made.path("keys").path("ports.messages").asString(""));
    ServerFile file = ServerFile.read(server().resolve("server.yaml"), Map.of());
    assertEquals(5501, file.ports().messages());
    assertEquals(80, file.ports().consumerHttp());
    assertEquals(server(), file.directory());
    assertEquals(
        "library = /usr/lib/hsm.so\nslot = 3\nrsa = pkcs1\npin-file = hsm.pin\n",
        Files.readString(server().resolve("keys/tokens/hsm.properties")));
    assertArrayEquals(
        tls.orElseThrow().getEncoded(),
        Files.readAllBytes(server().resolve("keys/internal-tls.der")));
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
    write("conf.d/local.ini", "[proxy]\nserver-min-supported-client-version=newest\n");
    assertEquals(2, takeOver(PIN));
    assertTrue(err.toString().contains("peers.least-version"), err::toString);
    Files.delete(copy.resolve("conf.d/local.ini"));
    Files.createDirectories(server());
    Files.writeString(server().resolve("there"), "before");
    assertEquals(3, takeOver(PIN));
    assertEquals("before", Files.readString(server().resolve("there")));
  }

  @Test
  void aDryRunTellsEverythingAndMakesNothing() throws IOException {
    assertEquals(0, takeOver(PIN, "--dry-run"), err::toString);
    assertFalse(Files.exists(server()));
    List<String> lines = out.toString().lines().toList();
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("no-such-thing") && line.contains("UNKNOWN")),
        out::toString);
    assertTrue(
        lines.stream()
            .anyMatch(line -> line.contains("local.ini:2") && line.contains("ports.messages")),
        out::toString);
  }
}
