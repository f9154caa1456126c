// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.CostStrategy;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestOcsp;

/** When OCSP responses are renewed, in simulated time, and which (D-054, C45, C46). */
final class OcspRefresherTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final TestAuthority AUTHORITY = INSTANCE.authority();
  private static final MemberId MEMBER = TestInstance.CALLER.member();
  private static final Duration RETRY = SigningSettings.DEFAULT.ocspRetry();
  private static final Duration HOUR = Duration.ofHours(1);

  private final StandingClock clock = new StandingClock();
  private final HttpSite site = new HttpSite();
  private final AtomicBoolean away = new AtomicBoolean();
  private final List<Instant> asked = new CopyOnWriteArrayList<>();
  private final Map<BigInteger, Supplier<byte[]>> answers = new ConcurrentHashMap<>();
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
            byte[] answer = answer(exchange.getRequestBody().readAllBytes());
            asked.add(clock.instant());
            exchange.sendResponseHeaders(away.get() ? 503 : 200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
  }

  private byte[] answer(byte[] request) {
    OCSPRequest read = OCSPRequest.getInstance(request);
    Request only = Request.getInstance(read.getTbsRequest().getRequestList().getObjectAt(0));
    BigInteger serial = only.getReqCert().getSerialNumber().getValue();
    return Optional.ofNullable(answers.get(serial))
        .map(Supplier::get)
        .orElseGet(() ->
            keys.certificates().stream()
                .filter(each -> each.getSerialNumber().equals(serial))
                .map(each -> AUTHORITY.good(each, clock.instant()))
                .findFirst()
                .orElseThrow());
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

  /** P10: whenever the responder goes away, what is at hand is good for two thirds of freshness. */
  @Test
  void theResponderMayBeAwayForTwoThirdsOfTheFreshness() {
    GlobalConfiguration current = global(OptionalParameters.DEFAULTS);
    Duration promised = TestInstance.FRESHNESS.multipliedBy(2).dividedBy(3);
    Instant begin = clock.instant();
    for (int minute = 0; minute < 60; minute += 7) {
      clock.set(begin);
      run(OptionalParameters.DEFAULTS, minutes(minute));
      away.set(true);
      Instant gone = clock.instant();
      run(OptionalParameters.DEFAULTS, promised);
      assertGood(current, gone.plus(promised));
      assertThrows(
          Fault.class, () -> assertGood(current, gone.plus(TestInstance.FRESHNESS).plusSeconds(1)));
      away.set(false);
      begin = clock.instant().plus(TestInstance.FRESHNESS);
    }
  }

  private void assertGood(GlobalConfiguration current, Instant time) {
    store()
        .find(certificate)
        .orElseThrow()
        .verify(certificate, AUTHORITY.root().certificate(), current.trust(), time);
  }

  /** As after a restart shortly before it was due. */
  @Test
  void aResponseThatWasKeptIsRenewedWhenItIsDue() {
    run(OptionalParameters.DEFAULTS, Duration.ZERO);
    clock.move(minutes(18));
    assertEquals(List.of(minutes(2), minutes(22)), run(OptionalParameters.DEFAULTS, minutes(22)));
  }

  @Test
  void aServerStartsByAskingForWhatIsMissing() {
    GlobalConfiguration current = global(OptionalParameters.DEFAULTS);
    SigningSettings settings = SigningSettings.DEFAULT;
    try (OcspRefresher _ =
        OcspRefresher.start(keys, store(), client(), () -> current, clock, settings)) {
      assertEquals(1, asked.size(), "before the start goes on");
      assertTrue(store().find(certificate).isPresent());
    }
  }

  @Test
  void otherSettingsOfTheGlobalConfigurationCountAtOnce() throws Exception {
    AtomicReference<GlobalConfiguration> current =
        new AtomicReference<>(global(OptionalParameters.DEFAULTS));
    try (ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
        OcspRefresher refresher = refresher(keys, current::get, RETRY, schedule)) {
      refresher.begin();
      assertEquals(1, asked.size());
      clock.move(minutes(10));
      look(refresher, schedule);
      assertEquals(1, asked.size(), "nothing is new");
      current.set(global(interval(minutes(5))));
      look(refresher, schedule);
      assertEquals(2, asked.size(), "the interval is shorter than the response is old");
      clock.move(minutes(1));
      current.set(global(new OptionalParameters(Optional.empty(), false, minutes(5))));
      look(refresher, schedule);
      assertEquals(2, asked.size(), "what is recent and good is not asked for again");
    }
  }

  @Test
  void aResponseThatNoLongerCountsIsReplacedAtOnce() throws Exception {
    byte[] ending =
        TestOcsp.about(certificate, AUTHORITY.root().certificate())
            .thisUpdate(clock.instant())
            .nextUpdate(clock.instant().plus(minutes(1)))
            .signedBy(AUTHORITY.ocspSigner());
    AtomicReference<GlobalConfiguration> current =
        new AtomicReference<>(global(new OptionalParameters(Optional.empty(), false, minutes(20))));
    try (ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
        OcspRefresher refresher = refresher(keys, current::get, RETRY, schedule)) {
      answers.put(certificate.getSerialNumber(), () -> ending);
      refresher.begin();
      answers.clear();
      clock.move(minutes(2));
      look(refresher, schedule);
      assertEquals(1, asked.size());
      current.set(global(OptionalParameters.DEFAULTS));
      look(refresher, schedule);
      assertEquals(2, asked.size(), "the next update counts now, and is past");
    }
  }

  @Test
  void nothingIsAskedForWhileTheGlobalConfigurationHasExpired() throws Exception {
    GlobalConfiguration expired = INSTANCE.global(List.of(ocsp()), List.of());
    clock.set(expired.expires().plusSeconds(1));
    AtomicReference<GlobalConfiguration> current = new AtomicReference<>(expired);
    try (ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
        OcspRefresher refresher = refresher(keys, current::get, minutes(7), schedule)) {
      assertEquals(minutes(1), refresher.refresh());
      assertEquals(List.of(), asked);
      current.set(global(OptionalParameters.DEFAULTS));
      look(refresher, schedule);
      assertEquals(1, asked.size(), "a valid one ends the wait");
    }
  }

  private static void look(OcspRefresher refresher, ScheduledExecutorService schedule)
      throws Exception {
    refresher.look();
    schedule.submit(() -> {}).get();
  }

  @Test
  void onlyCertificatesInUseAreAskedAbout() {
    X509Certificate registered = Fixtures.authentication(keys, AUTHORITY, MEMBER);
    X509Certificate unregistered = Fixtures.authentication(keys, AUTHORITY, MEMBER);
    X509Certificate expired = imported(Fixtures.subject(MEMBER).signing(), Duration.ofDays(-1));
    X509Certificate future = imported(Fixtures.subject(MEMBER).signing(), Duration.ofDays(9));
    TokenKey own = keys.generate(KeyKind.EC_P256, Fixtures.RANDOM);
    keys.importCertificate(
        own.selfSigned("CN=own", TestAuthority.NOW.minus(HOUR), TestAuthority.NOW.plus(HOUR)));
    GlobalConfiguration global =
        INSTANCE.global(
            List.of(ocsp()),
            List.of(
                TestInstance.server(
                    TestInstance.CALLER_SERVER, "caller.test", registered, TestInstance.CALLER)));
    try (OcspRefresher refresher = refresher(keys, global)) {
      assertEquals(minutes(20), refresher.refresh(), "none of the others is missed");
    }
    OcspStore stored = store();
    assertTrue(stored.find(certificate).isPresent());
    assertTrue(stored.find(registered).isPresent());
    for (X509Certificate other : List.of(unregistered, expired, future)) {
      assertTrue(stored.find(other).isEmpty(), other.toString());
    }
    assertEquals(2, asked.size());
  }

  @Test
  void intermediatesAreAskedAboutToo() {
    TestKey intermediate =
        TestCertificate.subject("CN=Intermediate").authority().issuedBy(AUTHORITY.root());
    ServerKeys others = ServerKeys.open(directory.resolve("others"), Fixtures.pin());
    TokenKey key = others.generate(KeyKind.EC_P256, Fixtures.RANDOM);
    X509Certificate leaf =
        Fixtures.subject(MEMBER)
            .signing()
            .key(new KeyPair(key.publicKey(), null))
            .issuedBy(intermediate)
            .certificate();
    others.importCertificate(leaf);
    answers.put(
        leaf.getSerialNumber(),
        () ->
            TestOcsp.about(leaf, intermediate.certificate())
                .thisUpdate(clock.instant())
                .signedBy(intermediate));
    X509Certificate above = intermediate.certificate();
    answers.put(above.getSerialNumber(), () -> AUTHORITY.good(above, clock.instant()));
    GlobalConfiguration global = INSTANCE.globalWithIntermediate(above, ocsp());
    try (OcspRefresher refresher = refresher(others, global)) {
      assertEquals(minutes(20), refresher.refresh());
    }
    assertTrue(store().find(leaf).isPresent());
    assertTrue(store().find(above).isPresent());
    others.close();
  }

  private X509Certificate imported(TestCertificate kind, Duration validFrom) {
    TokenKey key = keys.generate(KeyKind.EC_P256, Fixtures.RANDOM);
    Instant from = TestAuthority.NOW.plus(validFrom);
    X509Certificate made =
        kind.key(new KeyPair(key.publicKey(), null))
            .valid(from, from.plus(HOUR))
            .issuedBy(AUTHORITY.root())
            .certificate();
    keys.importCertificate(made);
    return made;
  }

  private OcspRefresher refresher(
      ServerKeys of,
      Supplier<GlobalConfiguration> current,
      Duration retry,
      ScheduledExecutorService schedule) {
    return new OcspRefresher(of, store(), client(), current, clock, retry, schedule);
  }

  /** One that is only asked to refresh. */
  private OcspRefresher refresher(ServerKeys of, GlobalConfiguration current) {
    return refresher(of, () -> current, RETRY, Executors.newSingleThreadScheduledExecutor());
  }

  private OcspClient client() {
    return new OcspClient(site.fetch(), CostStrategy.NONE);
  }

  private String ocsp() {
    return site.uri("/ocsp").toString();
  }

  /** When the responder was asked, from now on for this long. */
  private List<Duration> run(OptionalParameters optional, Duration length) {
    asked.clear();
    Instant from = clock.instant();
    Instant to = from.plus(length);
    GlobalConfiguration global = global(optional);
    try (OcspRefresher refresher = refresher(keys, global)) {
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
