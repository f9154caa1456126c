// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.doctor.Examined;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.testing.TestCertificate;

/** What a doctor finds first in a copy of a real server, with one fault after the other. */
@Tag("long")
@ExtendWith(SharedSandbox.class)
final class DoctorTest {
  private static final long AMPLE = 1L << 40;

  @TempDir Path directory;
  private final RunningSandbox running;

  DoctorTest(RunningSandbox running) {
    this.running = running;
  }

  @BeforeEach
  void copy() throws IOException {
    Path server = running.home().server(Topology.TAX);
    ServerDirectory from = new ServerDirectory(server);
    List<Path> wanted =
        List.of(
            from.anchor(),
            from.globalConfiguration(),
            from.keys(),
            from.ocsp(),
            from.serverConfiguration());
    for (Path each : wanted) {
      try (Stream<Path> files = Files.walk(each)) {
        for (Path file : files.toList()) {
          Files.copy(file, directory.resolve(server.relativize(file)));
        }
      }
    }
    pin(Files.readString(server.resolve("token.pin")));
    yaml(freePorts());
  }

  private void pin(String pin) throws IOException {
    Path file = directory.resolve("token.pin");
    Files.writeString(file, pin);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        sockets.add(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private Path yaml(List<Integer> ports) throws IOException {
    return Files.writeString(
        directory.resolve("server.yaml"),
        """
        address: 127.0.0.1
        ports:
          consumer-http: %d
          consumer-https: %d
          messages: %d
          ocsp: %d
          transparency: %d
        pin:
          file: token.pin
        """
            .formatted(ports.toArray()));
  }

  private List<String> examine(Clock clock, long usable) {
    return Examined.with(directory.resolve("server.yaml"), clock, usable);
  }

  private void assertFirst(String expected) {
    List<String> found = examine(Clock.systemUTC(), AMPLE);
    assertTrue(found.getFirst().startsWith(expected), String.join("\n", found));
  }

  private void anchor(ConfigurationAnchor.Source source) throws IOException {
    Path file = new ServerDirectory(directory).anchor();
    ConfigurationAnchor anchor = ConfigurationAnchor.parse(Files.readAllBytes(file));
    Files.write(
        file,
        new ConfigurationAnchor(anchor.generatedAt(), anchor.instance(), List.of(source)).toXml());
  }

  private ConfigurationAnchor.Source source() throws IOException {
    Path file = new ServerDirectory(directory).anchor();
    return ConfigurationAnchor.parse(Files.readAllBytes(file)).sources().getFirst();
  }

  @Test
  void aSoundServerHasNothing() {
    List<String> found = examine(Clock.systemUTC(), AMPLE);
    assertEquals(
        List.of(),
        found.stream().filter(line -> !line.startsWith("GOOD")).toList(),
        () -> String.join("\n", found));
    assertEquals(
        Optional.of("GOOD token: opens with the PIN"),
        found.stream().filter(line -> line.contains(" token: ")).findFirst());
  }

  @Test
  void aWrongPin() throws IOException {
    pin("not the PIN\n");
    assertFirst("FAILED token: the PIN does not open ");
  }

  @Test
  void aWrongAnchor() throws IOException {
    anchor(
        new ConfigurationAnchor.Source(
            source().downloadUrl(),
            List.of(TestCertificate.subject("CN=Other").selfSigned().certificate())));
    assertFirst("FAILED registry: its configuration is not signed by a key of the anchor");
  }

  @Test
  void aRegistryThatCannotBeReached() throws IOException {
    String nowhere = "http://127.0.0.1:" + freePorts().getFirst() + "/internalconf";
    anchor(new ConfigurationAnchor.Source(nowhere, source().verificationCertificates()));
    assertFirst("FAILED registry: cannot be reached: 127.0.0.1:");
  }

  @Test
  void aRegistryWithoutAnAddress() throws IOException {
    anchor(
        new ConfigurationAnchor.Source(
            "http://registry.invalid/internalconf", source().verificationCertificates()));
    assertFirst("FAILED registry: cannot be reached: the name registry.invalid has no address");
  }

  @Test
  void anExpiredConfiguration() {
    Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
    List<String> found = examine(tomorrow, AMPLE);
    assertTrue(
        found.getFirst().startsWith("FAILED registry: gives an expired configuration"),
        found.getFirst());
    assertTrue(
        found.get(1).startsWith("FAILED global configuration: the copy has expired"), found.get(1));
  }

  @Test
  void aFullDisk() {
    List<String> found = examine(Clock.systemUTC(), 1);
    assertTrue(found.getFirst().startsWith("FAILED disk: 1 bytes are left"), found.getFirst());
  }

  @Test
  void aPortOfAnotherProgram() throws IOException {
    List<Integer> ports = new ArrayList<>(freePorts());
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ports.set(2, other.getLocalPort());
      yaml(ports);
      assertFirst("FAILED ports: ports.messages " + other.getLocalPort() + " is taken");
    }
  }

  @Test
  void aClientThatIsNotRegistered() throws IOException {
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(
            new ServerDirectory(directory).serverConfiguration(), Clock.systemUTC())) {
      ServerConfigurationStore.Saved saved = store.load().orElseThrow();
      ServerConfiguration known = saved.configuration();
      Client template = known.clients().getFirst();
      Client stranger =
          new Client(
              new SubsystemId(Topology.TAX.member(), "stranger"),
              template.status(),
              template.connectionType(),
              List.of(),
              List.of(),
              List.of(),
              List.of());
      var _ = store.save(saved.version().number(), known.withClient(stranger), "test", "stranger");
    }
    assertFirst("FAILED clients: ");
  }

  @Test
  void aFileThatCannotBeMeant() throws IOException {
    Files.writeString(directory.resolve("server.yaml"), "prots:\n  messages: 5500\n");
    List<String> found = examine(Clock.systemUTC(), AMPLE);
    assertEquals(1, found.size());
    assertTrue(
        found.getFirst().startsWith("FAILED configuration file: ")
            && found.getFirst().contains("prots"),
        found.getFirst());
  }

  @Test
  void aDirectoryThatIsNotThere() throws IOException {
    Files.writeString(directory.resolve("server.yaml"), "directory: nowhere\n");
    assertFirst("FAILED directory: ");
  }
}
