// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.Immutable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.cli.doctor.Examined;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.signer.CertifiedKey;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.testing.PostgresServer;
import org.postroad.testing.SoftHsm;
import org.postroad.testing.TestCertificate;

/** What a doctor finds first in a copy of a real server, with one fault after the other. */
@Tag("long")
@ExtendWith(SharedSandbox.class)
final class DoctorTest {
  private static final long AMPLE = 1L << 40;
  private static final String HERE = "this server";
  private static final String SOMEBODY = "CN=70000002,C=FI";

  @TempDir Path directory;
  private final RunningSandbox running;

  /** What is otherwise outside the files. */
  private Clock clock = Clock.systemUTC();

  private long usable = AMPLE;
  private String unheard = "";
  private final List<ServerSocket> open = new ArrayList<>();

  DoctorTest(RunningSandbox running) {
    this.running = running;
  }

  /** Breaks one thing in the copy of a server, or around it. */
  @Immutable
  @FunctionalInterface
  interface Break {
    void in(DoctorTest server) throws IOException;
  }

  /** One fault, and how what is found first begins: check, cause, side, and what comes next. */
  enum Broken {
    PIN_IS_WRONG(
        server -> server.pin("not the PIN\n"),
        "FAILED token",
        "the PIN does not open ",
        HERE,
        "give the right PIN"),
    PIN_FILE_IS_MISSING(
        server -> Files.delete(server.directory.resolve("token.pin")),
        "FAILED token",
        "there is no PIN: ",
        HERE,
        "name a file with the PIN in pin.file"),
    PIN_FILE_IS_OPEN_TO_OTHERS(
        server ->
            Files.setPosixFilePermissions(
                server.directory.resolve("token.pin"),
                PosixFilePermissions.fromString("rw-r--r--")),
        "FAILED secrets",
        "others may use ",
        HERE,
        "chmod 600 "),
    TOKEN_IS_MISSING(
        server -> Files.delete(server.files().token()),
        "FAILED token",
        "there is no ",
        HERE,
        "bring it back from a backup"),
    ANCHOR_HAS_OTHER_KEYS(
        server ->
            server.anchor(
                new ConfigurationAnchor.Source(
                    server.source().downloadUrl(),
                    List.of(TestCertificate.subject("CN=Other").selfSigned().certificate()))),
        "FAILED registry",
        "its configuration is not signed by a key of the anchor",
        HERE,
        "fetch the anchor of today"),
    ANCHOR_IS_DAMAGED(
        server -> Files.writeString(server.files().anchor(), "<half"),
        "FAILED anchor",
        "",
        HERE,
        "fetch the anchor of today"),
    ANCHOR_IS_MISSING(
        server -> Files.delete(server.files().anchor()),
        "FAILED anchor",
        "there is no ",
        HERE,
        "fetch the anchor of today"),
    REGISTRY_DOES_NOT_ANSWER(
        server ->
            server.anchor(
                new ConfigurationAnchor.Source(
                    "http://127.0.0.1:" + freePorts().getFirst() + "/internalconf",
                    server.source().verificationCertificates())),
        "FAILED registry",
        "cannot be reached: 127.0.0.1:",
        "the network, or the registry",
        "curl -v http://127.0.0.1:"),
    REGISTRY_HAS_NO_ADDRESS(
        server ->
            server.anchor(
                new ConfigurationAnchor.Source(
                    "http://registry.invalid/internalconf",
                    server.source().verificationCertificates())),
        "FAILED registry",
        "cannot be reached: the name registry.invalid has no address",
        "the network, or the registry",
        "curl -v http://registry.invalid"),
    CLOCK_IS_AHEAD(
        server -> server.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(1)),
        "FAILED clock",
        "this machine is 24 hours ahead of what ",
        HERE,
        "timedatectl set-ntp true"),
    CLOCK_IS_BEHIND(
        server -> server.clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(-3)),
        "FAILED clock",
        "this machine is ",
        HERE,
        "timedatectl set-ntp true"),
    DISK_IS_FULL(
        server -> server.usable = 1,
        "FAILED disk",
        "1 bytes are left",
        HERE,
        "make room: postroad log archive"),
    PORT_IS_TAKEN(
        server -> {
          List<Integer> ports = new ArrayList<>(freePorts());
          ports.set(2, server.running.sandbox().ports().registry());
          server.yaml(ports, "");
        },
        "FAILED ports",
        "ports.messages ",
        HERE,
        "ss -ltnp shows which"),
    CLIENT_IS_NOT_REGISTERED(
        server -> server.change(DoctorTest::withStranger),
        "FAILED clients",
        "SANDBOX/GOV/70000002/stranger is not registered at this server",
        "the registry",
        "register it"),
    TIME_STAMPING_IS_NOT_APPROVED(
        server ->
            server.change(known ->
                new ServerConfiguration(
                    known.id(), List.of(URI.create("http://tsa.invalid/")), known.clients())),
        "FAILED time-stamping",
        "http://tsa.invalid/ is not approved by the instance",
        HERE,
        "choose one of those that the instance approves"),
    TIME_STAMPING_DOES_NOT_ANSWER(
        server -> server.unheard = "application/timestamp-query",
        "FAILED time-stamping",
        "http://",
        "the time-stamping service, or the network",
        "curl -v http://"),
    OCSP_IS_STALE_AND_NOBODY_ANSWERS(
        server -> {
          try (Stream<Path> responses = Files.list(server.files().ocsp())) {
            for (Path each : responses.toList()) {
              Files.delete(each);
            }
          }
          server.unheard = "application/ocsp-request";
        },
        "FAILED authentication certificate",
        "",
        "the OCSP responder, or the network",
        "try the address that is named with curl -v"),
    TLS_CERTIFICATE_HAS_EXPIRED(
        server -> expired(server.files().internalTlsCertificate()),
        "FAILED TLS certificate",
        "what information systems are shown, internal-tls.der, has expired at 1970",
        HERE,
        "make a new key with its certificate"),
    ADMINISTRATORS_CERTIFICATE_HAS_EXPIRED(
        server -> expired(server.files().administrationCertificate()),
        "FAILED TLS certificate",
        "what administrators are shown, administration.crt, has expired at 1970",
        HERE,
        "postroad server administration-tls renew"),
    AUTHENTICATION_CERTIFICATE_HAS_EXPIRED(
        server -> server.certify(KeyUse.AUTHENTICATION, SOMEBODY, Duration.ofDays(-1)),
        "FAILED authentication certificate",
        "C=FI,CN=70000002 has expired at ",
        HERE,
        "have a new one issued, import and register it"),
    SIGNING_CERTIFICATE_HAS_EXPIRED(
        server -> server.certify(KeyUse.SIGNING, SOMEBODY, Duration.ofDays(-1)),
        "FAILED signing certificate",
        "C=FI,CN=70000002 has expired at ",
        HERE,
        "have a new one issued, import and register it"),
    SIGNING_CERTIFICATE_DOES_NOT_FIT_THE_PROFILE(
        server -> server.certify(KeyUse.SIGNING, "CN=Tax Agency,C=FI", Duration.ofDays(9)),
        "FAILED signing certificate",
        "C=FI,CN=Tax Agency does not name its member as its authority is to: ",
        HERE,
        "postroad server csr create"),
    AUTHENTICATION_CERTIFICATE_IS_NOT_REGISTERED(
        server -> server.certify(KeyUse.AUTHENTICATION, SOMEBODY, Duration.ofDays(90)),
        "FAILED authentication certificate",
        "C=FI,CN=70000002 is not registered",
        HERE,
        "register it"),
    PORT_IS_CLOSED(
        server -> {
          List<Integer> ports = new ArrayList<>(freePorts());
          for (int i = 1; i < ports.size(); i++) {
            server.open.add(new ServerSocket(ports.get(i), 50, InetAddress.getLoopbackAddress()));
          }
          server.yaml(ports, "");
        },
        "FAILED ports",
        "ports.consumer-http ",
        HERE,
        "look whether the file was changed since the start"),
    DEVICE_IS_AWAY(
        server ->
            Files.writeString(
                Files.createDirectories(server.files().keys().resolve("tokens"))
                    .resolve("hsm.properties"),
                "library = /nowhere/lib.so\nslot-index = 0\n"),
        "FAILED token",
        "hardware token hsm cannot be used: ",
        HERE,
        "look whether the device is there and its library is the one configured"),
    BACKUP_IS_OLD(
        server -> {
          Path backup =
              Files.createDirectories(server.files().backups())
                  .resolve("ss-automatic-backup-2026_01_02_031500.gpg");
          Files.setLastModifiedTime(
              Files.writeString(backup, "sealed"),
              FileTime.from(Instant.now().minus(Duration.ofDays(5))));
        },
        "WARNING backups",
        "ss-automatic-backup-2026_01_02_031500.gpg, is of 5 days ago; 2 days",
        HERE,
        "postroad server backup create --context "),
    THERE_IS_NO_BACKUP(
        server ->
            Files.setLastModifiedTime(
                server.files().anchor(), FileTime.from(Instant.now().minus(Duration.ofDays(5)))),
        "WARNING backups",
        "there is none, and the server is of 5 days ago; 2 days",
        HERE,
        "postroad server backup create --context "),
    DATABASE_DOES_NOT_ANSWER(
        server ->
            server.yaml(
                freePorts(),
                """
                log:
                  index:
                    url: jdbc:postgresql://127.0.0.1:%d/log
                    user: postroad
                """
                    .formatted(freePorts().getFirst())),
        "FAILED database",
        "postgresql://127.0.0.1:",
        "the database, or the network",
        "pg_isready --dbname postgresql://127.0.0.1:"),
    KEY_IS_UNKNOWN(
        server ->
            Files.writeString(
                server.directory.resolve("server.yaml"), "prots:\n  messages: 5500\n"),
        "FAILED configuration file",
        "",
        HERE,
        "mend it; postroad server run --config FILE --print-config"),
    DIRECTORY_IS_NOT_THERE(
        server ->
            Files.writeString(server.directory.resolve("server.yaml"), "directory: nowhere\n"),
        "FAILED directory",
        "",
        HERE,
        "give the right one as directory");

    private final Break injected;
    private final Examined.Found first;

    Broken(Break injected, String check, String cause, String side, String next) {
      this.injected = injected;
      this.first = new Examined.Found(check, cause, side, next);
    }
  }

  @BeforeEach
  void copy() throws IOException {
    Path server = running.home().server(Topology.TAX);
    ServerDirectory from = new ServerDirectory(server);
    CopiedServer.copy(
        server,
        directory,
        List.of(
            from.anchor(),
            from.globalConfiguration(),
            from.keys(),
            from.ocsp(),
            from.serverConfiguration()));
    pin(Files.readString(server.resolve("token.pin")));
    yaml(freePorts(), "");
  }

  @AfterEach
  void close() throws IOException {
    for (ServerSocket each : open) {
      each.close();
    }
  }

  /** Another certificate of the instance's authority for the same key, until some time from now. */
  private void certify(KeyUse use, String subject, Duration until) throws IOException {
    char[] pin = Files.readString(directory.resolve("token.pin")).strip().toCharArray();
    try (ServerKeys keys = ServerKeys.open(files().keys(), pin)) {
      CertifiedKey known =
          (use == KeyUse.SIGNING ? keys.signing() : keys.authentication()).getFirst();
      byte[] request = known.key().certificateRequest(subject, Optional.empty(), use);
      Instant end = Instant.now().plus(until);
      X509Certificate other =
          running.sandbox().trust().issue(request, use, end.minus(Duration.ofDays(100)), end);
      keys.removeCertificate(known.certificate());
      keys.importCertificate(other);
    }
  }

  private ServerDirectory files() {
    return new ServerDirectory(directory);
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

  private void yaml(List<Integer> ports, String more) throws IOException {
    Files.writeString(
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
                .formatted(ports.toArray())
            + more);
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

  private void change(UnaryOperator<ServerConfiguration> change) throws IOException {
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(files().serverConfiguration(), Clock.systemUTC())) {
      ServerConfigurationStore.Saved saved = store.load().orElseThrow();
      var _ =
          store.save(
              saved.version().number(), change.apply(saved.configuration()), "test", "fault");
    }
  }

  /** In place of the certificate that is there. */
  private static void expired(Path file) throws IOException {
    Files.write(
        file,
        Certificates.encoded(
            TestCertificate.subject("CN=inside")
                .valid(Instant.EPOCH, Instant.EPOCH.plusSeconds(1))
                .selfSigned()
                .certificate()));
  }

  private static ServerConfiguration withStranger(ServerConfiguration known) {
    return known.withClient(
        new Client(
            new SubsystemId(Topology.TAX.member(), "stranger"),
            Client.Status.REGISTERED,
            Client.ConnectionType.HTTP,
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  private List<Examined.Found> examine() {
    return Examined.with(directory.resolve("server.yaml"), clock, usable, unheard);
  }

  @ParameterizedTest
  @EnumSource
  void theCauseComesFirst(Broken broken) throws IOException {
    broken.injected.in(this);
    List<Examined.Found> all = examine();
    Examined.Found found = all.getFirst();
    assertAll(
        all.toString(),
        () -> assertEquals(broken.first.check(), found.check()),
        () -> assertTrue(found.cause().startsWith(broken.first.cause()), found.cause()),
        () -> assertEquals(broken.first.side(), found.side()),
        () -> assertTrue(found.next().startsWith(broken.first.next()), found.next()));
  }

  /** What is found first, and begins so. */
  private void assertFound(String check, String cause) {
    Examined.Found found = examine().getFirst();
    assertEquals(check, found.check(), found.toString());
    assertTrue(found.cause().startsWith(cause), found.toString());
    assertFalse(found.next().isEmpty());
  }

  @Test
  @Tag("postgres")
  @ExtendWith(PostgresServer.Resolver.class)
  void aDatabaseThatDoesNotLetAnybodyIn(PostgresServer postgres) throws Exception {
    String yaml =
        postgres.schema((url, _) ->
            """
            log:
              index:
                url: %s
                user: a_stranger
            """
                .formatted(url.replaceFirst("user=\\w+&", "")));
    yaml(freePorts(), yaml);
    assertFound("FAILED database", "a_stranger is not let in: ");
  }

  @Test
  @Tag("hsm")
  void aDeviceThatRefusesThePin() throws IOException {
    Path tokens = Files.createDirectories(files().keys().resolve("tokens"));
    Files.writeString(
        tokens.resolve("hsm.properties"),
        "library = %s\nslot = %d\n".formatted(SoftHsm.library(), SoftHsm.token().slot()));
    assertFound("FAILED token", "hardware token hsm was told a wrong PIN, and counts them");
  }

  @Test
  void aSoundServerHasNothing() {
    List<Examined.Found> found = examine();
    assertEquals(
        List.of(), found.stream().filter(each -> !each.check().startsWith("GOOD")).toList());
    assertEquals(
        Optional.of("opens with the PIN"),
        found.stream()
            .filter(each -> each.check().equals("GOOD token"))
            .map(Examined.Found::cause)
            .findFirst());
  }
}
