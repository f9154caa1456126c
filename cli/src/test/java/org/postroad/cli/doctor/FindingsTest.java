// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.doctor.Finding.Level;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.globalconf.ServerAddress;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.ServerPorts;
import org.postroad.securityserver.messagelog.DatabaseLogin;
import org.postroad.securityserver.messagelog.IndexDatabase;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;

/** What each look finds when something is wrong, made wrong here. */
final class FindingsTest {
  private static final Instant NOW = TestAuthority.NOW;
  private static final Duration FRESHNESS = Duration.ofHours(1);
  private static final X509Certificate CERTIFICATE =
      TestCertificate.subject("CN=Server")
          .valid(NOW.minus(Duration.ofDays(100)), NOW.plus(Duration.ofDays(100)))
          .selfSigned()
          .certificate();

  private static final Responders.Answer ANSWERED = new Responders.Answer(true, true, List.of());

  @TempDir Path directory;

  private static OwnCertificate certificate(Optional<Instant> ocsp) {
    return new OwnCertificate(
        CERTIFICATE, "signing", true, Optional.empty(), Optional.empty(), ocsp, ANSWERED);
  }

  private static void assertFound(Level level, String cause, Finding finding) {
    assertEquals(level, finding.level(), finding.toString());
    assertTrue(finding.cause().contains(cause), finding.cause());
    assertEquals(level.compareTo(Level.WARNING) >= 0, !finding.next().isEmpty());
    assertEquals(level.compareTo(Level.WARNING) >= 0, !finding.side().isEmpty());
  }

  @Test
  void aCertificateIsHeldAgainstTheTime() {
    OwnCertificate fresh = certificate(Optional.of(NOW));
    assertFound(Level.GOOD, "CN=Server is good until", fresh.look(NOW, FRESHNESS, true));
    assertFound(
        Level.WARNING,
        "expires at",
        certificate(Optional.of(NOW.plus(Duration.ofDays(90))))
            .look(NOW.plus(Duration.ofDays(90)), FRESHNESS, true));
    assertFound(
        Level.FAILED,
        "has expired at",
        fresh.look(NOW.plus(Duration.ofDays(100)), FRESHNESS, true));
    assertFound(
        Level.FAILED,
        "is not valid before",
        fresh.look(NOW.minus(Duration.ofDays(101)), FRESHNESS, true));
  }

  @Test
  void aCertificateIsTrustedAndRegistered() {
    assertFound(
        Level.FAILED,
        "is not trusted: why",
        new OwnCertificate(
                CERTIFICATE,
                "signing",
                true,
                Optional.of("why"),
                Optional.empty(),
                Optional.of(NOW),
                ANSWERED)
            .look(NOW, FRESHNESS, true));
    assertFound(
        Level.FAILED,
        "is not registered",
        new OwnCertificate(
                CERTIFICATE,
                "authentication",
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOW),
                ANSWERED)
            .look(NOW, FRESHNESS, true));
  }

  @Test
  void anOcspResponseIsFreshWhileTheServerRuns() {
    OwnCertificate stale = certificate(Optional.of(NOW.minus(FRESHNESS)));
    assertFound(Level.FAILED, "OCSP response of 60 minutes ago", stale.look(NOW, FRESHNESS, true));
    assertFound(
        Level.WARNING, "OCSP response of 60 minutes ago", stale.look(NOW, FRESHNESS, false));
    assertFound(
        Level.FAILED,
        "has no OCSP response",
        certificate(Optional.empty()).look(NOW, FRESHNESS, true));
  }

  @Test
  void respondersAreAsked() {
    assertFound(
        Level.FAILED,
        "is not said to be good: REVOKED",
        new OwnCertificate(
                CERTIFICATE,
                "signing",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOW),
                new Responders.Answer(false, true, List.of("REVOKED")))
            .look(NOW, FRESHNESS, true));
    assertFound(
        Level.FAILED,
        "and no responder gives one: http://ocsp.test/: refused",
        new OwnCertificate(
                CERTIFICATE,
                "signing",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOW.minus(FRESHNESS)),
                new Responders.Answer(false, false, List.of("http://ocsp.test/: refused")))
            .look(NOW, FRESHNESS, true));
  }

  @Test
  void theClockIsHeldAgainstThoseAround() {
    List<URI> services = List.of(URI.create("http://a.test/"), URI.create("http://b.test/"));
    assertFound(
        Level.GOOD,
        "agrees with 2 services",
        MachineClock.look(NOW, services, _ -> Optional.of(NOW.plusSeconds(20))));
    assertFound(
        Level.WARNING,
        "behind what 2 services",
        MachineClock.look(NOW, services, _ -> Optional.of(NOW.plusSeconds(200))));
    assertFound(
        Level.FAILED,
        "ahead of what 2 services",
        MachineClock.look(NOW, services, _ -> Optional.of(NOW.minusSeconds(400))));
    assertFound(Level.UNKNOWN, "nobody", MachineClock.look(NOW, services, _ -> Optional.empty()));
  }

  @Test
  void peersAreTried() {
    ServerAddress peer =
        new ServerAddress(
            new SecurityServerId(new MemberId("TEST", "GOV", "1"), "ss"),
            "peer.test",
            Optional.empty());
    assertFound(
        Level.GOOD,
        "all 1 that were called",
        Peers.look(List.of(peer), 5500, (_, _) -> {}).getFirst());
    assertFound(
        Level.FAILED,
        "peer.test:5500 cannot be reached: refused",
        Peers.look(
                List.of(peer),
                5500,
                (_, _) -> {
                  throw new IOException("refused");
                })
            .getFirst());
  }

  @Test
  void aTlsCertificateHasItsDates() throws IOException {
    Path file = directory.resolve("internal-tls.der");
    assertEquals(Optional.empty(), TlsIdentity.look("people", file, "do it", NOW));
    Files.write(file, Certificates.encoded(CERTIFICATE));
    assertFound(
        Level.GOOD, "is good until", TlsIdentity.look("people", file, "do it", NOW).orElseThrow());
    Instant later = NOW.plus(Duration.ofDays(80));
    assertFound(
        Level.WARNING, "expires at", TlsIdentity.look("people", file, "do", later).orElseThrow());
    Instant end = NOW.plus(Duration.ofDays(100));
    assertFound(
        Level.FAILED, "has expired", TlsIdentity.look("people", file, "do", end).orElseThrow());
    Files.writeString(file, "nothing");
    assertFound(
        Level.FAILED, "no certificate", TlsIdentity.look("people", file, "do", NOW).orElseThrow());
  }

  @Test
  void aDiskHasItsReserve() {
    assertFound(Level.GOOD, "", new Disk(200, 100).look());
    assertFound(Level.WARNING, "", new Disk(199, 100).look());
    assertFound(Level.FAILED, "", new Disk(99, 100).look());
  }

  @Test
  void clientsAreRegistered() {
    ClientId known = ClientId.parse("TEST/GOV/1/a");
    ClientId unknown = ClientId.parse("TEST/GOV/1/b");
    assertFound(Level.GOOD, "1 of 1", Clients.look(List.of(known), known::equals));
    assertFound(
        Level.FAILED, "b is not registered", Clients.look(List.of(known, unknown), known::equals));
    assertFound(Level.WARNING, "there are none", Clients.look(List.of(), known::equals));
  }

  @Test
  void portsAnswerTogetherOrAreFreeTogether() {
    Ports.State answers = Ports.State.ANSWERS;
    Ports.State free = Ports.State.FREE;
    assertFound(Level.GOOD, "answer", new Ports(Map.of("a", answers, "b", answers)).look());
    assertFound(Level.GOOD, "no server", new Ports(Map.of("a", free, "b", free)).look());
    Ports closed = new Ports(Map.of("a", answers, "b", answers, "c", free));
    assertTrue(closed.running());
    assertFound(Level.FAILED, "c does not answer", closed.look());
    Ports taken = new Ports(Map.of("a", answers, "b", free, "c", free));
    assertFalse(taken.running());
    assertFound(Level.FAILED, "a is taken by another program", taken.look());
    assertFound(
        Level.FAILED,
        "b cannot be opened",
        new Ports(Map.of("a", free, "b", Ports.State.BLOCKED)).look());
  }

  @Test
  void aPortIsTriedAsItIs() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket socket = new ServerSocket(0, 50, here)) {
      int port = socket.getLocalPort();
      Ports ports = Ports.of(here, new ServerPorts(port, port, port, port, port));
      assertFound(Level.GOOD, "all of them answer", ports.look());
    }
  }

  @Test
  void aTimestampingServiceIsAsked() {
    Trust nobody = new Trust(Map.of(), FRESHNESS, false, List.of());
    TimestampService unreachable =
        new TimestampService(
            (_, _, _, _) -> {
              throw new IOException("refused");
            },
            nobody,
            new StandingClock());
    URI service = URI.create("http://tsa.test/");
    assertFound(
        Level.FAILED,
        "http://tsa.test/ cannot be reached: refused",
        unreachable.look(List.of(service), List.of(service)).getFirst());
    TimestampService nonsense =
        new TimestampService((_, _, _, _) -> new byte[] {1}, nobody, new StandingClock());
    assertFound(
        Level.FAILED,
        "http://tsa.test/ gave no time-stamp that counts",
        nonsense.look(List.of(service), List.of(service)).getFirst());
    assertFound(
        Level.FAILED,
        "http://tsa.test/ is not approved",
        nonsense.look(List.of(service), List.of()).getFirst());
    assertFound(Level.FAILED, "no service", nonsense.look(List.of(), List.of()).getFirst());
  }

  @Test
  void secretsAreForTheirOwnerAlone() throws IOException {
    Path keys = Files.createDirectory(directory.resolve("keys"));
    Path token = Files.writeString(keys.resolve("token.p12"), "secret");
    Path pin = Files.writeString(directory.resolve("token.pin"), "1234");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    assertFound(Level.GOOD, "", Secrets.look(keys, List.of(pin)));
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r-----"));
    Finding found = Secrets.look(keys, List.of(pin));
    assertFound(Level.FAILED, "others may use " + pin, found);
    assertEquals("chmod 600 " + pin, found.next());
  }

  @Test
  void aDatabaseSaysWhyNobodyGetsIn() {
    IndexDatabase.Postgres database =
        new IndexDatabase.Postgres("jdbc:postgresql://db.test/log?ssl=on", "ss1", Optional.empty());
    assertFound(
        Level.GOOD,
        "postgresql://db.test/log lets ss1 in",
        Database.look(database, Optional.empty()));
    for (DatabaseLogin.Obstacle obstacle : DatabaseLogin.Obstacle.values()) {
      assertFound(
          Level.FAILED,
          "why",
          Database.look(database, Optional.of(new DatabaseLogin.Refusal(obstacle, "why"))));
    }
  }

  @Test
  void theWorstDecidesTheExitStatus() {
    Finding good = Finding.good("a", "fine");
    Finding unknown = Finding.unknown("b", "in the way");
    Finding failed = Finding.failed("c", "broken\u001b", "nothing works", "this server", "mend it");
    assertEquals(0, DoctorCommand.exitCode(List.of(good)));
    assertEquals(1, DoctorCommand.exitCode(List.of(good, unknown)));
    assertEquals(3, DoctorCommand.exitCode(List.of(failed, unknown, good)));
    StringWriter text = new StringWriter();
    DoctorCommand.print(List.of(failed, good), new PrintWriter(text, true));
    assertEquals(
        """
        failed c: broken\\u001b
          means  nothing works
          side   this server
          next   mend it

        CHECK  STATE   FOUND
        c      failed  broken\\u001b
        a      good    fine
        """,
        text.toString());
  }
}
