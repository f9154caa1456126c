// SPDX-License-Identifier: MIT
package org.postroad.cli.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.cli.process.ConfigurationFetch;
import org.postroad.protocol.administration.ApiToken;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.registry.RegistryProcess;
import org.postroad.registry.admin.RegistryRoles;
import org.postroad.testing.TestTls;
import picocli.CommandLine;

/** A new instance in one command (E12), and that it runs. */
class InitCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path directory() {
    return folder.resolve("registry");
  }

  private int init(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--instance", "EE-TEST",
                "--directory", directory().toString(),
                "--address", "127.0.0.1",
                "--set", "signing-keys=ec-p256"));
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

  /** Ports that are free while they are chosen, all at once so that they differ. */
  private static String[] freePorts(String... names) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    try {
      for (String name : names) {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        arguments.add("--set");
        arguments.add("ports." + name + "=" + socket.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    return arguments.toArray(String[]::new);
  }

  private static Set<Path> inside(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return Set.copyOf(files.toList());
    }
  }

  @Test
  void aNewInstanceRunsAndPublishesAtItsPorts() throws Exception {
    String[] ports =
        freePorts(
            "configuration-http",
            "configuration-https",
            "registration",
            "services",
            "administration");
    var more = new ArrayList<>(List.of(ports));
    more.addAll(List.of("--operator", "GOV/70000001/management", "--set", "listen=127.0.0.1"));
    assertEquals(0, init(more.toArray(String[]::new)), err::toString);
    RegistryFile file = RegistryFile.read(directory().resolve("registry.yaml"), Map.of());
    ConfigurationAnchor anchor =
        ConfigurationAnchor.parse(Files.readAllBytes(directory().resolve("anchors/internal.xml")));
    assertEquals("EE-TEST", anchor.instance());
    X509Certificate tls =
        Certificates.parse(Files.readAllBytes(directory().resolve("configuration.crt")));
    try (RegistryProcess running =
            RegistryProcess.start(
                file.options(file.pin().pin()), Clock.systemUTC(), new SecureRandom());
        HttpClient client = HttpClient.newBuilder().sslContext(TestTls.trusting(tls)).build()) {
      byte[] plain = get(client, anchor.sources().getFirst().downloadUrl() + "?version=6");
      SignedDirectory.verify(
          plain,
          anchor.sources().getFirst().verificationCertificates(),
          Clock.systemUTC().instant());
      String secure = "https://127.0.0.1:" + running.secureConfiguration().getPort();
      assertArrayEquals(plain, get(client, secure + "/internalconf?version=6"));
      assertTrue(
          new String(get(client, secure + "/managementservices.wsdl"), UTF_8)
              .contains(":" + file.ports().services() + "/managementservice/manage/"));
      assertEquals(file.ports().registration(), running.registration().getPort());
      assertEquals(List.of(), running.registry().alerts());
      String token = Files.readString(directory().resolve("admin/token")).strip();
      ApiToken known = running.registry().tokens().getFirst();
      assertEquals(DigestAlgorithm.SHA256.digest(token.getBytes(UTF_8)).hex(), known.hash());
      assertEquals(Set.copyOf(RegistryRoles.ALL), known.roles());
    }
  }

  private static byte[] get(HttpClient client, String uri)
      throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofByteArray())
        .body();
  }

  /** Rows E12, E46: the first administrator comes in with what init has left. */
  @Test
  void theFirstAdministratorIsLetIn() throws Exception {
    String[] ports =
        freePorts("configuration-http", "configuration-https", "registration", "services");
    assertEquals(0, init(ports), err::toString);
    RegistryFile file = RegistryFile.read(directory().resolve("registry.yaml"), Map.of());
    X509Certificate tls =
        Certificates.parse(Files.readAllBytes(directory().resolve("administration.crt")));
    String token = Files.readString(directory().resolve("admin/token")).strip();
    try (RegistryProcess running =
            RegistryProcess.start(
                file.options(file.pin().pin()), Clock.systemUTC(), new SecureRandom());
        HttpClient client = HttpClient.newBuilder().sslContext(TestTls.trusting(tls)).build()) {
      int port =
          running
              .administer(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  new ConfigurationFetch(),
                  "test")
              .getPort();
      URI status = URI.create("https://localhost:" + port + "/api/v1/system/status");
      HttpRequest known =
          HttpRequest.newBuilder(status)
              .header("Authorization", "X-Road-ApiKey token=" + token)
              .build();
      var answer = client.send(known, BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("EE-TEST"), answer.body());
      HttpRequest stranger = HttpRequest.newBuilder(status).build();
      assertEquals(401, client.send(stranger, BodyHandlers.discarding()).statusCode());
    }
  }

  @Test
  void secretsAreInFilesOfTheirOwnerAndNowhereElse() throws IOException {
    assertEquals(0, init("--output", "json"), err::toString);
    for (String secret : List.of("token.pin", "admin/token")) {
      Path file = directory().resolve(secret);
      assertEquals(
          PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
      assertFalse(out.toString().contains(Files.readString(file).strip()));
    }
    assertEquals(
        PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(directory()));
    assertTrue(
        out.toString().contains(directory().resolve("anchors/internal.xml").toString()),
        out::toString);
    assertTrue(out.toString().contains("management services"), "nobody is named yet");
  }

  @Test
  void aSecondRunIsRefusedAndChangesNothing() throws IOException {
    assertEquals(0, init(), err::toString);
    Set<Path> before = inside(directory());
    byte[] yaml = Files.readAllBytes(directory().resolve("registry.yaml"));
    assertEquals(3, init());
    assertTrue(err.toString().contains("is not empty"), err::toString);
    assertEquals(before, inside(directory()));
    assertArrayEquals(yaml, Files.readAllBytes(directory().resolve("registry.yaml")));
  }

  @Test
  void aDryRunSaysTheSameAndMakesNothing() {
    assertEquals(0, init("--dry-run"), err::toString);
    assertTrue(out.toString().startsWith("Would make the registry of EE-TEST"), out::toString);
    assertFalse(Files.exists(directory()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--set=ports.registation=1",
        "--set=publication.interval=often",
        "--operator=GOV/1",
        "--operator=GOV/%",
        "--address=http://cs.example/",
        "--pin-file=/nowhere/pin"
      })
  void whatCannotBeMeantMakesNothing(String argument) {
    assertEquals(2, init(argument));
    assertFalse(Files.exists(directory()));
    assertFalse(err.toString().isBlank());
  }

  @Test
  void aPinOfOnesOwnIsUsedWhereItIs() throws IOException {
    Path pin = Files.writeString(folder.resolve("pin"), "a secret of one's own\n");
    assertEquals(2, init("--pin-file", pin.toString()), "others may read it");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    assertEquals(0, init("--pin-file", pin.toString()), err::toString);
    assertFalse(Files.exists(directory().resolve("token.pin")));
    assertTrue(Files.readString(directory().resolve("registry.yaml")).contains(pin.toString()));
  }
}
