// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** When OCSP responses are renewed, in simulated time (D-054, C45). */
final class OcspRefresherTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final TestAuthority AUTHORITY = INSTANCE.authority();
  private static final MemberId MEMBER = TestInstance.CALLER.member();
  private static final Duration RETRY = SigningSettings.DEFAULT.ocspRetry();
  private static final Duration HOUR = Duration.ofHours(1);

  private final StandingClock clock = new StandingClock();
  private final HttpSite site = new HttpSite();
  private final AtomicBoolean away = new AtomicBoolean();
  private final List<Instant> asked = new ArrayList<>();
  private final Path directory;
  private final ServerKeys keys;
  private final X509Certificate certificate;

  OcspRefresherTest(@TempDir Path directory) {
    this.directory = directory;
    this.keys = ServerKeys.open(directory.resolve("keys"), Fixtures.pin());
    this.certificate = Fixtures.signing(keys, AUTHORITY, MEMBER);
    site.serve(
        "/ocsp",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            asked.add(clock.instant());
            byte[] answer = AUTHORITY.good(certificate, clock.instant());
            exchange.sendResponseHeaders(away.get() ? 503 : 200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void asksEveryTwentyMinutesByDefault() {
    List<Duration> times = run(OptionalParameters.DEFAULTS, HOUR);
    assertEquals(List.of(minutes(0), minutes(20), minutes(40), minutes(60)), times);
  }

  @Test
  void theIntervalIsThatOfTheGlobalConfiguration() {
    assertEquals(13, run(interval(minutes(5)), HOUR).size(), "at once and every five minutes");
  }

  @Test
  void aResponseNeverGrowsOlderThanAThirdOfItsFreshness() {
    List<Duration> times = run(interval(Duration.ofHours(12)), HOUR);
    assertEquals(List.of(minutes(0), minutes(20), minutes(40), minutes(60)), times);
  }

  @Test
  void asksAgainAfterTheRetryDelayUntilTheResponderIsBack() {
    away.set(true);
    assertEquals(
        List.of(minutes(0), minutes(1), minutes(2), minutes(3)),
        run(OptionalParameters.DEFAULTS, minutes(3)));
    assertTrue(store().find(certificate).isEmpty());
    away.set(false);
    Instant back = clock.instant();
    assertEquals(List.of(minutes(0), minutes(20)), run(OptionalParameters.DEFAULTS, minutes(20)));
    assertEquals(back.plus(minutes(20)), store().find(certificate).orElseThrow().thisUpdate());
  }

  @Test
  void anOldResponseStaysWhileTheResponderIsAway() {
    run(OptionalParameters.DEFAULTS, Duration.ZERO);
    Instant known = store().find(certificate).orElseThrow().thisUpdate();
    away.set(true);
    clock.set(clock.instant().plus(minutes(20)));
    run(OptionalParameters.DEFAULTS, minutes(10));
    assertEquals(known, store().find(certificate).orElseThrow().thisUpdate());
  }

  @Test
  void aResponseKeptOverARestartIsNotAskedForAgain() {
    run(OptionalParameters.DEFAULTS, Duration.ZERO);
    assertEquals(List.of(), run(OptionalParameters.DEFAULTS, Duration.ZERO));
  }

  /** When the responder was asked, from now on for this long. */
  private List<Duration> run(OptionalParameters optional, Duration length) {
    asked.clear();
    Instant from = clock.instant();
    Instant to = from.plus(length);
    GlobalConfiguration global = global(optional);
    OcspClient client = new OcspClient(site.fetch());
    try (OcspRefresher refresher =
        new OcspRefresher(keys, store(), client, () -> global, clock, RETRY)) {
      while (!clock.instant().isAfter(to)) {
        clock.set(clock.instant().plus(refresher.refresh()));
      }
    }
    clock.set(to);
    return asked.stream().map(time -> Duration.between(from, time)).toList();
  }

  /** As after a restart. */
  private OcspStore store() {
    return OcspStore.open(directory.resolve("ocsp"));
  }

  private GlobalConfiguration global(OptionalParameters optional) {
    GlobalConfiguration usual = INSTANCE.global(List.of(site.uri("/ocsp").toString()), List.of());
    return GlobalConfiguration.of(
        TestAuthority.TEST_INSTANCE,
        Optional.empty(),
        List.of(
            new InstanceParameters(
                usual.parameters(TestAuthority.TEST_INSTANCE).orElseThrow(), Optional.empty())),
        optional);
  }

  private static OptionalParameters interval(Duration interval) {
    return new OptionalParameters(Optional.empty(), true, interval);
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
