// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.transparency.Fixtures.Pair;

class CheckpointWitnessTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String LOG = "example.com/log";
  private static final NoteKey LOG_KEY = Pair.ONE.log(LOG);
  private static final NoteKey WITNESS_KEY = Pair.TWO.witness("witness.example/w1");
  private static final String HASH = CheckpointWitness.hash(LOG);
  private static final String LATEST = "latest-" + HASH;

  private final Store store = new Store();
  private final List<Contradiction> reported = new ArrayList<>();
  private TlogPolicy policy =
      new TlogPolicy(
          List.of(new TlogPolicy.Log(LOG_KEY, Optional.empty())),
          List.of(),
          new TlogPolicy.Quorum.None());
  private final Evidence evidence = new Evidence(store, this::report);
  private final CheckpointWitness witness = open();

  private synchronized void report(Contradiction contradiction) {
    reported.add(contradiction);
  }

  private CheckpointWitness open() {
    return new CheckpointWitness(
        WITNESS_KEY, Pair.TWO.signer(), () -> policy, store, evidence, InstantSource.fixed(NOW));
  }

  /** Keeps contents and their order; fails when told to, before or after it has written. */
  private static final class Store implements WitnessStore {
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final List<String> written = new ArrayList<>();
    boolean failsBefore;
    boolean failsAfter;

    @Override
    public Optional<byte[]> read(String name) {
      return Optional.ofNullable(files.get(name)).map(byte[]::clone);
    }

    @Override
    public synchronized void write(String name, byte[] content) throws IOException {
      if (failsBefore) {
        throw new IOException("injected before the write");
      }
      files.put(name, content.clone());
      written.add(Fixtures.text(content));
      if (failsAfter) {
        throw new IOException("injected after the write");
      }
    }

    @Override
    public List<String> names() {
      return List.copyOf(files.keySet());
    }
  }

  /** A log of which several histories exist that part at an index. */
  private record History(String name, int parting) {
    static final History TRUE = new History("true", 0);

    Fixtures.MemoryTiles tiles(int size) throws IOException {
      Fixtures.MemoryTiles tiles = new Fixtures.MemoryTiles();
      TileTree tree = new TileTree(tiles);
      for (int i = 0; i < size; i++) {
        tree.append(i < parting ? Fixtures.entry(i) : Fixtures.utf8(name + i));
      }
      tree.writePartial();
      return tiles;
    }

    SignedNote note(int size) throws IOException {
      TreeHash root = new TreeProofs(tiles(size), size).root();
      String text = Checkpoint.of(LOG, size, root).text();
      return new SignedNote(text, List.of(LOG_KEY.sign(text, Pair.ONE.signer())));
    }

    byte[] request(int oldSize, int size) throws IOException {
      List<TreeHash> proof =
          oldSize > size
              ? List.of()
              : new TreeProofs(tiles(size), size).consistency(oldSize).path();
      return new AddCheckpoint(oldSize, proof, note(size)).toByteArray();
    }
  }

  private void accept(byte[] request) throws IOException {
    assertEquals(200, witness.add(request).status());
  }

  @Test
  void whatIsCosignedIsKeptFirstAndHandedOut() throws IOException {
    WitnessAnswer answer = witness.add(History.TRUE.request(0, 5));
    NoteSignature line =
        assertInstanceOf(WitnessAnswer.Cosigned.class, answer).signatures().getFirst();
    SignedNote kept = witness.latest(HASH).orElseThrow();
    assertEquals(History.TRUE.note(5).with(line), kept);
    SignedNote.Verified verified = kept.verify(List.of(WITNESS_KEY)).getFirst();
    assertEquals(Optional.of(NOW), verified.time());
    assertEquals(Optional.empty(), witness.latest(CheckpointWitness.hash("other")));
    accept(History.TRUE.request(5, 9));
    assertEquals(9, Checkpoint.parse(witness.latest(HASH).orElseThrow().text()).size());
  }

  @Test
  void anAnswerThatWasLostIsGivenAgain() throws IOException {
    accept(History.TRUE.request(0, 5));
    assertEquals(new WitnessAnswer.Conflict(5), witness.add(History.TRUE.request(0, 5)));
    accept(History.TRUE.request(5, 5));
  }

  @Test
  void signaturesOfStrangersAreNotKept() throws IOException {
    SignedNote note = History.TRUE.note(3);
    NoteSignature stranger = Pair.THREE.log("stranger").sign(note.text(), Pair.THREE.signer());
    accept(new AddCheckpoint(0, List.of(), note.with(stranger)).toByteArray());
    assertEquals(
        List.of(LOG, "witness.example/w1"),
        witness.latest(HASH).orElseThrow().signatures().stream().map(NoteSignature::name).toList());
  }

  @Test
  void aLogIsKnownAsLongAsItStandsInThePolicy() throws IOException {
    accept(History.TRUE.request(0, 3));
    policy = TlogPolicy.NOBODY;
    assertEquals(404, witness.add(History.TRUE.request(3, 5)).status());
    assertTrue(witness.latest(HASH).isPresent(), "what was seen is still told");
  }

  @Test
  void aForkIsRefusedAndBothCheckpointsAreKept() throws IOException {
    accept(History.TRUE.request(0, 5));
    History fork = new History("fork", 3);
    byte[] request = fork.request(5, 5);
    assertEquals(409, witness.add(request).status());
    assertEquals(409, witness.add(request).status());
    assertEquals(1, reported.size(), "the same contradiction is told once");
    Contradiction told = reported.getFirst();
    assertEquals(Contradiction.Kind.FORKED, told.kind());
    assertEquals(History.TRUE.note(5).text(), told.cosigned().text());
    assertEquals(fork.note(5), told.request().note());
    assertEquals(5, Checkpoint.parse(witness.latest(HASH).orElseThrow().text()).size());
    assertEquals(History.TRUE.note(5).text(), witness.latest(HASH).orElseThrow().text());
    assertEquals(1, evidence.names().size());
    String file = evidence.names().getFirst();
    assertArrayEquals(told.toJson(), evidence.file(file).orElseThrow());
    assertEquals(Optional.empty(), evidence.file(LATEST));
  }

  @Test
  void aForkFurtherOnIsRefusedWhateverItsProof() throws IOException {
    accept(History.TRUE.request(0, 5));
    assertEquals(422, witness.add(new History("fork", 3).request(5, 9)).status());
    assertEquals(Contradiction.Kind.UNPROVEN, reported.getFirst().kind());
    accept(History.TRUE.request(5, 9));
  }

  @Test
  void leavesTakenAwayAreRefusedAndBothCheckpointsAreKept() throws IOException {
    accept(History.TRUE.request(0, 9));
    assertEquals(new WitnessAnswer.Conflict(9), witness.add(History.TRUE.request(0, 5)));
    assertEquals(400, witness.add(History.TRUE.request(9, 5)).status());
    Contradiction told = reported.getFirst();
    assertEquals(1, reported.size());
    assertEquals(Contradiction.Kind.SHRUNKEN, told.kind());
    assertEquals(5, told.request().claimed().size());
    assertEquals(9, Checkpoint.parse(told.cosigned().text()).size());
  }

  @Test
  void oldCheckpointsThatAnybodySendsFillNoDiskAndHideNoFork() throws IOException {
    accept(History.TRUE.request(0, 60));
    for (int size = 1; size < 60; size++) {
      assertEquals(409, witness.add(History.TRUE.request(0, size)).status());
    }
    assertEquals(Evidence.MOST, evidence.names().size());
    assertEquals(Evidence.MOST, reported.size());
    witness.add(new History("fork", 3).request(60, 60));
    assertEquals(Contradiction.Kind.FORKED, reported.getLast().kind());
    assertEquals(Evidence.MOST + 1, evidence.names().size());
  }

  @Test
  void whatTheLogDidNotSignLeavesNoTrace() throws IOException {
    accept(History.TRUE.request(0, 5));
    int before = store.written.size();
    SignedNote signed = new History("fork", 3).note(5);
    SignedNote forged =
        new SignedNote(
            signed.text(), List.of(Pair.THREE.log(LOG).sign(signed.text(), Pair.THREE.signer())));
    assertEquals(403, witness.add(new AddCheckpoint(5, List.of(), forged).toByteArray()).status());
    assertEquals(400, witness.add(Fixtures.utf8("old 5\n")).status());
    assertEquals(413, witness.add(new byte[CheckpointWitness.MOST_REQUEST_BYTES + 1]).status());
    assertEquals(before, store.written.size());
    assertEquals(List.of(), reported);
  }

  @Test
  void nothingIsCosignedThatCouldNotBeKept() throws IOException {
    accept(History.TRUE.request(0, 5));
    store.failsBefore = true;
    assertThrows(IOException.class, () -> witness.add(History.TRUE.request(5, 9)));
    store.failsBefore = false;
    accept(open().latest(HASH).isPresent() ? History.TRUE.request(5, 7) : new byte[0]);
    store.failsAfter = true;
    assertThrows(IOException.class, () -> witness.add(History.TRUE.request(7, 9)));
    store.failsAfter = false;
    assertEquals(new WitnessAnswer.Conflict(9), open().add(History.TRUE.request(7, 9)));
    assertEquals(409, open().add(new History("fork", 3).request(9, 9)).status());
    accept(History.TRUE.request(9, 12));
  }

  @Test
  void damageIsNeverTakenForANewLog() throws IOException {
    accept(History.TRUE.request(0, 5));
    byte[] good = store.read(LATEST).orElseThrow();
    SignedNote uncosigned = History.TRUE.note(2);
    byte[] flipped = good.clone();
    flipped[20] ^= 1;
    for (byte[] damaged :
        List.of(new byte[0], Fixtures.utf8("\n"), uncosigned.toByteArray(), flipped)) {
      store.files.put(LATEST, damaged);
      assertThrows(IOException.class, () -> witness.add(History.TRUE.request(0, 9)));
      assertThrows(IOException.class, () -> witness.latest(HASH));
    }
    String other = "latest-" + CheckpointWitness.hash("other");
    store.files.put(other, good);
    assertThrows(IOException.class, () -> witness.latest(CheckpointWitness.hash("other")));
  }

  @Test
  void evidenceIsJsonWithBothNotesToTheByte() throws IOException {
    accept(History.TRUE.request(0, 5));
    byte[] request = new History("fork", 3).request(5, 5);
    witness.add(request);
    String json = Fixtures.text(reported.getFirst().toJson());
    String kept = Fixtures.text(store.read(LATEST).orElseThrow());
    assertEquals(
        """
        {"kind":"forked",
         "origin":"example.com/log",
         "found":"2026-11-21T10:00:00Z",
         "reason":"two roots for one size",
         "cosigned":"%s",
         "offered":"%s",
         "request":"%s"}
        """
            .formatted(
                kept.replace("\n", "\\n"),
                reported.getFirst().request().note().toString().replace("\n", "\\n"),
                Fixtures.text(request).replace("\n", "\\n")),
        json);
  }

  /** Sixteen threads offer two histories at once, each in steps of its own. */
  @RepeatedTest(5)
  void noOrderOfRequestsGetsTwoHistoriesCosigned() throws Exception {
    List<History> histories = List.of(History.TRUE, new History("fork", 0));
    List<Future<List<String>>> cosigned = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        History history = histories.get(i % 2);
        int step = 1 + i / 2;
        cosigned.add(
            threads.submit(() -> {
              start.await();
              return climb(history, step);
            }));
      }
      start.countDown();
      List<String> texts = new ArrayList<>();
      for (Future<List<String>> each : cosigned) {
        texts.addAll(each.get());
      }
      requireOneHistory(texts, histories);
    }
  }

  /** Offers size after size, each proven from where the witness says it stands. */
  private List<String> climb(History history, int step) throws IOException {
    List<String> texts = new ArrayList<>();
    int known = 0;
    for (int size = step; size <= 40; ) {
      WitnessAnswer answer = witness.add(history.request(Math.min(known, size), size));
      if (answer instanceof WitnessAnswer.Cosigned) {
        texts.add(history.note(size).text());
        known = size;
      } else if (answer instanceof WitnessAnswer.Conflict(long latest) && latest != known) {
        known = (int) latest;
        size = Math.max(size, known);
        continue;
      }
      size += step;
    }
    return texts;
  }

  private void requireOneHistory(List<String> cosigned, List<History> histories)
      throws IOException {
    assertTrue(!cosigned.isEmpty());
    String first = cosigned.getFirst();
    int firstSize = (int) Checkpoint.parse(first).size();
    boolean isTrue = History.TRUE.note(firstSize).text().equals(first);
    History one = isTrue ? histories.getFirst() : histories.getLast();
    long size = 0;
    for (String text : store.written.stream().filter(file -> file.startsWith(LOG)).toList()) {
      Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(text).text());
      assertTrue(checkpoint.size() >= size, "what was kept never shrinks");
      size = checkpoint.size();
      assertEquals(one.note((int) size).text(), checkpoint.text());
    }
    for (String text : cosigned) {
      assertEquals(one.note((int) Checkpoint.parse(text).size()).text(), text);
    }
  }
}
