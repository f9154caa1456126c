// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.conf.AllowedFederations;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.GlobalConfigurationSettings;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.keys.RequestWish;

/**
 * Both servers of a running instance get other keys, to sign with and to authenticate themselves
 * with, and lose the old ones while exchanges pass: none fails (P15).
 */
@Tag("long")
final class KeyRotationTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int CALLERS = 4;
  private static final int EXCHANGES = 20;
  private static final ServerSettings SETTINGS =
      Sandbox.SETTINGS.withGlobalConfiguration(
          new GlobalConfigurationSettings(
              Duration.ofSeconds(1),
              Duration.ofSeconds(10),
              Duration.ofSeconds(30),
              AllowedFederations.NONE,
              Optional.empty()));

  @TempDir private Path folder;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @Test
  void noExchangeFailsWhileKeysRotate() throws Exception {
    SandboxHome home = new SandboxHome(Files.createDirectory(folder.resolve("home")), false);
    Progress silent = Progress.none();
    try (Sandbox sandbox =
            Sandbox.start(home, RunningSandbox.freePorts(), SETTINGS, RANDOM, silent);
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(Thread.startVirtualThread(() -> callUntilOver(sandbox, http)));
      }
      try {
        rotate(sandbox);
      } finally {
        over.set(true);
        for (Thread caller : callers) {
          caller.join();
        }
      }
      assertEquals(List.of(), List.copyOf(failures), () -> "of " + calls.get() + " calls");
    }
  }

  /** Exchanges pass before, between and after. */
  private void passExchanges() {
    int before = calls.get();
    await(() -> calls.get() >= before + EXCHANGES);
  }

  private void rotate(Sandbox sandbox) {
    passExchanges();
    Map<Agency, List<String>> old = new HashMap<>();
    Map<Agency, X509Certificate> registered = new HashMap<>();
    for (Agency agency : Topology.AGENCIES) {
      KeyAdministration keys = sandbox.server(agency).keys();
      old.put(agency, certificates(keys).stream().map(CertificateState::hash).toList());
      var _ = certified(sandbox, agency, KeyUse.SIGNING);
      registered.put(agency, certified(sandbox, agency, KeyUse.AUTHENTICATION));
    }
    passExchanges();
    register(sandbox, registered);
    passExchanges();
    for (Map.Entry<Agency, List<String>> each : old.entrySet()) {
      KeyAdministration keys = sandbox.server(each.getKey()).keys();
      each.getValue().forEach(keys::deactivate);
      for (CertificateState state : certificates(keys)) {
        assertEquals(!each.getValue().contains(state.hash()), state.active());
      }
      passExchanges();
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
    X509Certificate issued =
        sandbox
            .trust()
            .issue(
                request,
                use,
                CLOCK.instant().minusSeconds(30),
                CLOCK.instant().plus(Duration.ofDays(30)));
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

  private void callUntilOver(Sandbox sandbox, HttpClient http) {
    HttpRequest request =
        HttpRequest.newBuilder(
                sandbox
                    .consumerUrl()
                    .resolve(
                        "/r1/%s/people/people/%s"
                            .formatted(
                                Topology.POPULATION.subsystem().encoded(), sandbox.someCode())))
            .header("X-Road-Client", Topology.TAX.subsystem().encoded())
            .build();
    while (!over.get()) {
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        calls.incrementAndGet();
        if (answer.statusCode() != 200) {
          failures.add(answer.statusCode() + ": " + answer.body());
        }
      } catch (IOException e) {
        failures.add(e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
