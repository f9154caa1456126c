// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.output.Progress;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.keys.RequestWish;

/**
 * Both servers of a running instance get other keys, to sign with and to authenticate themselves
 * with, and lose the old ones while 200 exchanges and more pass each second: none fails (P15). Its
 * figures are in {@code target/rotation.md}.
 */
@Tag("long")
final class KeyRotationTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What must pass at least, and what is asked, each second. */
  private static final int REQUIRED = 200;

  private static final int ASKED = 250;

  /** That pass between two steps: four seconds of them. */
  private static final int EXCHANGES = 4 * ASKED;

  @TempDir private Path folder;

  @Test
  void noExchangeFailsWhileKeysRotate() throws Exception {
    SandboxHome home = new SandboxHome(Files.createDirectory(folder.resolve("home")), false);
    Progress silent = Progress.none();
    try (Sandbox sandbox =
            Sandbox.start(home, RunningSandbox.freePorts(), RunningSandbox.QUICK, RANDOM, silent);
        PacedCalls first = new PacedCalls(request(sandbox), REQUIRED)) {
      passExchanges(first);
      assertEquals(List.of(), first.end().failures());
      rotateUnderLoad(sandbox);
    }
  }

  private static void rotateUnderLoad(Sandbox sandbox) throws Exception {
    try (PacedCalls calls = new PacedCalls(request(sandbox), ASKED)) {
      rotate(sandbox, calls);
      PacedCalls.Outcome outcome = calls.end();
      write(outcome);
      assertEquals(List.of(), outcome.failures(), outcome::toString);
      assertTrue(outcome.perSecond() >= REQUIRED, outcome::toString);
    }
  }

  private static void write(PacedCalls.Outcome outcome) throws IOException {
    Files.writeString(
        Path.of("target", "rotation.md"),
        """
        | exchanges | seconds | per second | failed | p99 | slowest |
        |---|---|---|---|---|---|
        | %d | %.1f | %.0f | %d | %d ms | %d ms |
        """
            .formatted(
                outcome.exchanges(),
                outcome.time().toMillis() / 1e3,
                outcome.perSecond(),
                outcome.failures().size(),
                outcome.p99().toMillis(),
                outcome.most().toMillis()));
  }

  private static HttpRequest request(Sandbox sandbox) {
    return HttpRequest.newBuilder(
            sandbox
                .consumerUrl()
                .resolve(
                    "/r1/%s/people/people/%s"
                        .formatted(Topology.POPULATION.subsystem().encoded(), sandbox.someCode())))
        .header("X-Road-Client", Topology.TAX.subsystem().encoded())
        .build();
  }

  /** Exchanges pass before, between and after. */
  private static void passExchanges(PacedCalls calls) {
    int before = calls.answered();
    await(() -> calls.answered() >= before + EXCHANGES);
  }

  private static void rotate(Sandbox sandbox, PacedCalls calls) {
    passExchanges(calls);
    Map<Agency, List<String>> old = new HashMap<>();
    Map<Agency, X509Certificate> registered = new HashMap<>();
    for (Agency agency : Topology.AGENCIES) {
      KeyAdministration keys = sandbox.server(agency).keys();
      old.put(agency, certificates(keys).stream().map(CertificateState::hash).toList());
      var _ = certified(sandbox, agency, KeyUse.SIGNING);
      registered.put(agency, certified(sandbox, agency, KeyUse.AUTHENTICATION));
    }
    passExchanges(calls);
    register(sandbox, registered);
    passExchanges(calls);
    for (Map.Entry<Agency, List<String>> each : old.entrySet()) {
      KeyAdministration keys = sandbox.server(each.getKey()).keys();
      each.getValue().forEach(keys::deactivate);
      for (CertificateState state : certificates(keys)) {
        assertEquals(!each.getValue().contains(state.hash()), state.active());
      }
      passExchanges(calls);
    }
  }

  private static List<CertificateState> certificates(KeyAdministration keys) {
    return keys.tokens().stream()
        .flatMap(token -> token.keys().stream())
        .flatMap(key -> key.certificates().stream())
        .toList();
  }

  /** A key, a request for it, and the certificate that the authority answers with. */
  private static X509Certificate certified(Sandbox sandbox, Agency agency, KeyUse use) {
    KeyAdministration keys = sandbox.server(agency).keys();
    KeyState key = keys.generate("0", KeyKind.EC_P256, "rotated " + use);
    RequestWish wish =
        new RequestWish(use, agency.member(), sandbox.trust().approvedAuthority().name(), Map.of());
    byte[] request = keys.encoded(keys.request(key.id(), wish).id(), RequestFormat.DER);
    X509Certificate issued = RunningSandbox.issued(sandbox, request, use);
    return keys.importCertificate(Certificates.encoded(issued)).certificate();
  }

  /** Published at once for both, so that a server that knows its own knows the other's as well. */
  private static void register(Sandbox sandbox, Map<Agency, X509Certificate> certificates) {
    for (Map.Entry<Agency, X509Certificate> each : certificates.entrySet()) {
      SecurityServer server = sandbox.server(each.getKey());
      long request =
          server
              .registrations()
              .send(
                  new AuthCertReg(
                      each.getKey().server(),
                      Optional.of(each.getKey().address().getHostAddress()),
                      each.getValue(),
                      false),
                  new Author("admin", "rotation"))
              .orElseThrow();
      sandbox
          .registry()
          .execute(
              new ApproveRequest(request), new org.postroad.registry.Author("authority", "test"));
    }
    sandbox.registry().publish();
    for (Map.Entry<Agency, X509Certificate> each : certificates.entrySet()) {
      KeyAdministration keys = sandbox.server(each.getKey()).keys();
      String hash = Certificates.sha256(each.getValue()).hex();
      await(() -> keys.certificate(hash).status() == CertificateStatus.REGISTERED);
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, "nothing comes of it");
      LockSupport.parkNanos(20_000_000);
    }
  }
}
