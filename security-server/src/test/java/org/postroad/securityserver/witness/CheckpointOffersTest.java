// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.transparency.Contradiction;
import org.postroad.protocol.transparency.Evidence;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.ResponseHead;

class CheckpointOffersTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofMillis(20);
  private static final WitnessSettings SETTINGS = new WitnessSettings(AMPLE, SOON, SOON, 10);

  @TempDir private Path folder;
  private final TestLog log = TestLog.create();
  private final List<Contradiction> reported = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<TlogPolicy.NamedWitness> known = new CopyOnWriteArrayList<>();
  private WitnessDirectory own;
  private HttpFetch fetch;

  @BeforeEach
  void open() throws IOException {
    own = hold(WitnessDirectory.open(folder.resolve("own")));
    NetThreads threads = hold(NetThreads.start(1));
    HttpClient client = hold(HttpClient.open(threads, HttpLimits.DEFAULT));
    fetch = new HttpFetch(client, Optional.empty(), _ -> {}, AMPLE, AMPLE);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T hold(T part) {
    open.add(part);
    return part;
  }

  private CheckpointOffers start() {
    return hold(
        CheckpointOffers.start(
            log,
            log::key,
            () -> new TlogPolicy(List.of(), known, new TlogPolicy.Quorum.None()),
            fetch,
            new Evidence(own, reported::add),
            SETTINGS,
            TestWitness.CLOCK));
  }

  private TestWitness witness(String name) throws IOException {
    TestWitness witness =
        hold(new TestWitness(folder.resolve(name), name, TestLog.create(), log.key()));
    ask(witness.key(), witness.url());
    return witness;
  }

  private void ask(NoteKey key, URI url) {
    known.add(new TlogPolicy.NamedWitness(key.name(), key, Optional.of(url.toString())));
  }

  private void publish(CheckpointOffers offers, int size) throws IOException {
    log.publish(size);
    offers.published();
  }

  private static void await(CheckpointOffers offers, Predicate<WitnessStatus> condition)
      throws InterruptedException {
    boolean seen = offers.awaitStatus(all -> all.stream().anyMatch(condition), AMPLE);
    assertTrue(seen, () -> offers.status().toString());
  }

  @Test
  void everyCheckpointIsCosignedByEveryWitness() throws Exception {
    TestWitness one = witness("w1");
    TestWitness two = witness("w2");
    CheckpointOffers offers = start();
    for (int size : List.of(1, 5, 256, 300, 1000)) {
      publish(offers, size);
      assertEquals(2, log.awaitCosignatures(2).size(), "size " + size);
      SignedNote note = log.checkpoint().orElseThrow();
      note.verify(List.of(one.key()));
      note.verify(List.of(two.key()));
    }
    assertEquals(List.of(), reported);
    assertEquals(List.of(), one.reported());
    await(
        offers,
        status ->
            status.cosignedSize() == 1000
                && status.problem().isEmpty()
                && status.cosignedAt().equals(Optional.of(TestWitness.CLOCK.instant())));
  }

  @Test
  void aWitnessThatWasAwayGetsTheNewestLater() throws Exception {
    TestWitness witness = witness("w1");
    CheckpointOffers offers = start();
    publish(offers, 3);
    log.awaitCosignatures(1);
    int port = witness.stop();
    publish(offers, 5);
    await(offers, status -> !status.problem().isEmpty());
    publish(offers, 9);
    witness.startAgain(TestLog.create(), port);
    assertEquals(1, log.awaitCosignatures(1).size());
    await(offers, status -> status.cosignedSize() == 9 && status.problem().isEmpty());
  }

  @Test
  void afterARestartTheProofBeginsWhereTheWitnessStands() throws Exception {
    TestWitness witness = witness("w1");
    try (CheckpointOffers offers = start()) {
      publish(offers, 7);
      log.awaitCosignatures(1);
    }
    log.publish(20);
    start();
    assertEquals(1, log.awaitCosignatures(1).size());
    assertEquals(List.of(), witness.reported());
  }

  @Test
  void aLogThatWasCutBackIsRefusedAndToldWithBothCheckpoints() throws Exception {
    TestWitness witness = witness("w1");
    CheckpointOffers offers = start();
    publish(offers, 20);
    log.awaitCosignatures(1);
    SignedNote before = log.checkpoint().orElseThrow();
    publish(offers, 15);
    await(offers, status -> status.problem().contains("shrunken"));
    Contradiction told = reported.getFirst();
    assertEquals(Contradiction.Kind.SHRUNKEN, told.kind());
    assertEquals(before, told.cosigned());
    assertEquals(log.checkpoint().orElseThrow(), told.request().note());
    assertEquals(List.of(), log.cosignatures());
    assertEquals(Contradiction.Kind.SHRUNKEN, witness.reported().getFirst().kind());
    assertEquals(1, own.names().size());
  }

  @Test
  void aForkIsRefusedOnBothSidesWithBothCheckpoints() throws Exception {
    TestWitness witness = witness("w1");
    TestLog forked = log.fork(20, 7);
    forkGoesFirst(forked);
    CheckpointOffers offers = start();
    publish(offers, 25);
    await(offers, status -> status.problem().contains("contradicts"));
    assertEquals(Contradiction.Kind.UNPROVEN, reported.getFirst().kind());
    assertEquals(forked.checkpoint().orElseThrow().text(), reported.getFirst().cosigned().text());
    publish(offers, 20);
    await(offers, status -> status.problem().contains("forked"));
    assertEquals(Contradiction.Kind.FORKED, reported.getLast().kind());
    assertEquals(Contradiction.Kind.FORKED, witness.reported().getLast().kind());
  }

  private void forkGoesFirst(TestLog forked) throws Exception {
    try (CheckpointOffers ofFork =
        CheckpointOffers.start(
            forked,
            log::key,
            () -> new TlogPolicy(List.of(), known, new TlogPolicy.Quorum.None()),
            fetch,
            new Evidence(own, reported::add),
            SETTINGS,
            TestWitness.CLOCK)) {
      assertEquals(1, forked.awaitCosignatures(1).size());
      ofFork.published();
    }
  }

  @Test
  void aWitnessThatDoesNotKnowTheLogOrSignsWithAnotherKeyIsNotBelieved() throws Exception {
    TestWitness stranger =
        hold(new TestWitness(folder.resolve("w3"), "w3", TestLog.create(), TestLog.create().key()));
    ask(stranger.key(), stranger.url());
    TestWitness real = hold(new TestWitness(folder.resolve("w4"), "w4", log, log.key()));
    ask(
        new NoteKey(
            "w4", NoteKey.Type.COSIGNATURE, Ed25519Key.generate(new SecureRandom()).publicKey()),
        real.url());
    CheckpointOffers offers = start();
    publish(offers, 5);
    await(offers, status -> status.name().equals("w3") && status.problem().contains("403"));
    await(offers, status -> status.name().equals("w4") && status.problem().contains("not its own"));
    assertEquals(List.of(), log.cosignatures());
    assertEquals(List.of(), reported);
  }

  @Test
  void aWitnessThatAnswersNonsenseDoesNoHarm() throws Exception {
    CountDownLatch asked = new CountDownLatch(3);
    HttpListener nonsense =
        hold(
            HttpListener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                HttpLimits.DEFAULT,
                exchange -> {
                  asked.countDown();
                  Headers headers = Headers.of("Content-Type", "text/x.tlog.size");
                  byte[] size = "9223372036854775807\n".getBytes(StandardCharsets.US_ASCII);
                  exchange.respond(new ResponseHead(409, "Conflict", headers), size);
                }));
    ask(
        new NoteKey(
            "w1", NoteKey.Type.COSIGNATURE, Ed25519Key.generate(new SecureRandom()).publicKey()),
        URI.create("http://127.0.0.1:" + nonsense.address().getPort()));
    TestWitness good = witness("w2");
    CheckpointOffers offers = start();
    publish(offers, 5);
    assertEquals(good.key().name(), log.awaitCosignatures(1).getFirst().name());
    assertTrue(asked.await(20, TimeUnit.SECONDS));
    await(offers, status -> status.name().equals("w1") && !status.problem().isEmpty());
    assertEquals(List.of(), reported, "a number that nobody signed is no evidence");
  }

  @Test
  void whoIsAskedChangesWithThePolicy() throws Exception {
    CheckpointOffers offers = start();
    publish(offers, 5);
    TestWitness late = witness("w1");
    offers.published();
    assertEquals(late.key().name(), log.awaitCosignatures(1).getFirst().name());
    known.clear();
    offers.published();
    assertTrue(offers.awaitStatus(List::isEmpty, AMPLE));
  }
}
