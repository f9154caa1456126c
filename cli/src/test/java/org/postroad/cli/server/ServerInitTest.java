// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.testing.TestTls;
import picocli.CommandLine;

/** A new security server in one command (E12), and that it runs without a certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerInitTest {
  private static final Author AUTHOR = new Author("tester", "because");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Path shared = Path.of("");
  private Optional<CentralRegistry> registry = Optional.empty();

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void nothingIsSaidYet() {
    out = new StringWriter();
    err = new StringWriter();
  }

  @BeforeAll
  void openRegistry(@TempDir Path kept) throws IOException {
    shared = kept;
    var options =
        RegistryOptions.of(
                "NAT",
                shared.resolve("registry"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "a secret".toCharArray())
            .withKeyKind(KeyKind.EC_P256);
    CentralRegistry opened = CentralRegistry.open(options, Clock.systemUTC(), RANDOM);
    registry = Optional.of(opened);
    var agency = new MemberId("NAT", "GOV", "1");
    opened.execute(new MembershipCommand.DefineMemberClass("GOV", "Government"), AUTHOR);
    opened.execute(new MembershipCommand.AddMember(agency, "Agency"), AUTHOR);
    opened.execute(new MembershipCommand.SetManagementServiceProvider(agency), AUTHOR);
    opened.publish();
    Files.write(shared.resolve("anchor.xml"), opened.internalAnchor().toXml());
    ConfigurationAnchor away =
        new ConfigurationAnchor(
            Optional.empty(),
            "NAT",
            List.of(
                new ConfigurationAnchor.Source(
                    "http://127.0.0.1:1/internalconf",
                    opened.internalAnchor().sources().getFirst().verificationCertificates())));
    Files.write(shared.resolve("away.xml"), away.toXml());
    Files.write(shared.resolve("external.xml"), opened.externalAnchor().toXml());
  }

  @AfterAll
  void closeRegistry() {
    registry.ifPresent(CentralRegistry::close);
  }

  private Path directory() {
    return folder.resolve("server");
  }

  private int init(String anchor, String owner, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--anchor",
                shared.resolve(anchor).toString(),
                "--owner",
                owner,
                "--code",
                "ss1",
                "--address",
                "127.0.0.1",
                "--directory",
                directory().toString()));
    arguments.addAll(List.of(more));
    return new CommandLine(new InitCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler((failure, command, _) -> {
          command.getErr().println(failure.getMessage());
          return failure instanceof CommandLine.IExitCodeGenerator ended ? ended.getExitCode() : 2;
        })
        .execute(arguments.toArray(String[]::new));
  }

  private static String[] freePorts(String... names) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<String> arguments = new ArrayList<>(List.of("--set", "address=127.0.0.1"));
    try {
      for (String name : names) {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        arguments.add("--set");
        arguments.add(name + "=" + socket.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    return arguments.toArray(String[]::new);
  }

  @Test
  @Tag("long")
  void aNewServerRunsWithoutCertificatesAndIsAdministered() throws Exception {
    String[] ports =
        freePorts(
            "ports.consumer-http",
            "ports.consumer-https",
            "ports.messages",
            "ports.ocsp",
            "ports.transparency",
            "administration.port",
            "health.port");
    assertEquals(0, init("anchor.xml", "NAT:GOV:1", ports), err::toString);
    assertTrue(out.toString().contains("NAT, valid until"), out::toString);
    Path yaml = directory().resolve("server.yaml");
    ServerFile file = ServerFile.read(yaml, Map.of());
    X509Certificate tls =
        Certificates.parse(Files.readAllBytes(directory().resolve("administration.crt")));
    String token = Files.readString(directory().resolve("admin/token")).strip();
    String access = Files.readString(directory().resolve("admin/server.yaml"));
    try (SecurityServer server =
            SecurityServer.start(file.options(file.pin().pin()), Clock.systemUTC(), RANDOM);
        HttpClient client = HttpClient.newBuilder().sslContext(TestTls.trusting(tls)).build()) {
      assertEquals("NAT/GOV/1/ss1", server.configuration().current().id().toString());
      assertEquals(
          Optional.of(file.settings().administration().port()),
          server.administration().map(InetSocketAddress::getPort));
      String base = access.lines().findFirst().orElseThrow().replace("url: ", "");
      assertEquals(200, ask(client, base + "/api/v1/system/node-type", token).statusCode());
      assertEquals(401, ask(client, base + "/api/v1/system/node-type", "stranger").statusCode());
      String health = "http://127.0.0.1:" + file.settings().health().port().orElseThrow() + "/";
      var readiness = ask(client, health, token);
      assertEquals(500, readiness.statusCode(), readiness.body());
      assertTrue(
          readiness.body().contains("no valid authentication certificate"), readiness.body());
    }
  }

  private static HttpResponse<String> ask(HttpClient client, String uri, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Authorization", "X-Road-ApiKey token=" + token)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void aRegistryThatIsAwayKeepsNobodyFromMakingAServer() throws IOException {
    assertEquals(
        0,
        init("away.xml", "NAT:ANY:9", "--set", "log.max-loggable-bytes=1MiB", "--output", "json"),
        err::toString);
    assertTrue(out.toString().contains("cannot be reached now"), out::toString);
    for (String secret : List.of("token.pin", "admin/token", "keys/token.p12", "api-tokens")) {
      assertEquals(
          PosixFilePermissions.fromString("rw-------"),
          Files.getPosixFilePermissions(directory().resolve(secret)),
          secret);
    }
    String pin = Files.readString(directory().resolve("token.pin")).strip();
    assertFalse(out.toString().contains(pin));
    Path keys = new ServerDirectory(directory()).keys();
    ServerKeys.open(keys, pin.toCharArray()).close();
    assertThrows(RuntimeException.class, () -> ServerKeys.open(keys, "another".toCharArray()));
    String yaml = Files.readString(directory().resolve("server.yaml"));
    assertTrue(yaml.contains("\nlog.max-loggable-bytes: '1MiB'"), yaml);
    assertTrue(yaml.contains("\n# ports.messages: 5500"), yaml);
    byte[] before = Files.readAllBytes(directory().resolve("server.yaml"));
    assertEquals(3, init("away.xml", "NAT:ANY:9"));
    assertEquals(yaml, new String(before, UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "anchor.xml,   NAT:GOW:1, 5, did you mean GOV?",
    "anchor.xml,   NAT:GOV:2, 5, is no member yet",
    "anchor.xml,   EE:GOV:1,  2, OTHER_INSTANCE",
    "anchor.xml,   NAT:GOV,   2, is no member",
    "external.xml, NAT:GOV:1, 2, NO_PRIVATE_PARAMETERS",
    "none.xml,     NAT:GOV:1, 2, There is no file"
  })
  void whatCannotBeMakesNothing(String anchor, String owner, int exit, String said) {
    assertEquals(exit, init(anchor, owner));
    assertTrue(err.toString().contains(said), err::toString);
    assertFalse(Files.exists(directory()));
  }

  @ParameterizedTest
  @CsvSource({
    "--set=ports.mesages=1",
    "--set=directory=/elsewhere",
    "--pin-file=/nowhere/pin",
    "--fingerprint=00"
  })
  void aMistakeMakesNothing(String argument) {
    assertEquals(2, init("anchor.xml", "NAT:GOV:1", argument));
    assertFalse(err.toString().isBlank());
    assertFalse(Files.exists(directory()));
  }

  @Test
  void aDryRunSaysTheSameAndMakesNothing() {
    assertEquals(0, init("anchor.xml", "NAT:GOV:1", "--dry-run"), err::toString);
    assertTrue(out.toString().startsWith("Would make the security server NAT:GOV:1:ss1"));
    assertFalse(Files.exists(directory()));
  }
}
