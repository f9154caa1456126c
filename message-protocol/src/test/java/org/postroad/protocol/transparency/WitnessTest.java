// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.transparency.Fixtures.Pair;
import org.postroad.protocol.transparency.Witness.KnownLog;

class WitnessTest {
  private static final String LOG = "example.com/behind-the-sofa";
  private static final NoteKey KEY = Pair.ONE.log(LOG);
  private static final String EXAMPLE =
      """
      old 20852014
      PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
      jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
      5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
      /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/\
      Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      \u2014 example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49\
      /V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
      """;

  private static SignedNote note(long size, TreeHash root) {
    String text = Checkpoint.of(LOG, size, root).text();
    return new SignedNote(text, List.of(KEY.sign(text, Pair.ONE.signer())));
  }

  private static SignedNote note(int size) {
    return note(size, Fixtures.root(Fixtures.leaves(size)));
  }

  private static AddCheckpoint request(int oldSize, int size) throws IOException {
    Fixtures.MemoryTiles store = new Fixtures.MemoryTiles();
    Fixtures.tree(store, size).writePartial();
    List<TreeHash> proof = new TreeProofs(store, size).consistency(oldSize).path();
    return new AddCheckpoint(oldSize, proof, note(size));
  }

  private static Optional<KnownLog> known(int latest) {
    return Optional.of(
        new KnownLog(LOG, List.of(KEY), latest < 0 ? Optional.empty() : Optional.of(note(latest))));
  }

  private static <T extends WitnessDecision> T decided(
      Class<T> kind, int status, AddCheckpoint request, Optional<KnownLog> log) {
    WitnessDecision decision = Witness.decide(request, log);
    assertEquals(status, decision.status(), decision.toString());
    return assertInstanceOf(kind, decision);
  }

  @Test
  void theExampleOfTheSpecificationPrintsBack() {
    AddCheckpoint request = AddCheckpoint.parse(Fixtures.utf8(EXAMPLE));
    assertEquals(20_852_014, request.oldSize());
    assertEquals(4, request.proof().size());
    assertEquals(2, request.note().signatures().size());
    assertEquals(20_852_163, request.claimed().size());
    assertEquals(EXAMPLE, Fixtures.text(request.toByteArray()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "old 020852014",
        "old  20852014",
        "old",
        "old -1",
        "old 9223372036854775808",
        "OLD 20852014",
        "old 20852014\n",
        "old 20852014\nold 20852014",
        "old 20852014 "
      })
  void everyOtherFirstLineIsRefused(String line) {
    byte[] body = Fixtures.utf8(EXAMPLE.replace("old 20852014", line));
    assertThrows(Unproven.class, () -> AddCheckpoint.parse(body));
  }

  @Test
  void moreThan63HashesAreRefused() {
    String hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
    byte[] most = Fixtures.utf8(EXAMPLE.replace(hash, hash.repeat(60)));
    assertEquals(63, AddCheckpoint.parse(most).proof().size());
    byte[] more = Fixtures.utf8(EXAMPLE.replace(hash, hash.repeat(61)));
    assertThrows(Unproven.class, () -> AddCheckpoint.parse(more));
  }

  @Test
  void growthThatIsProvenIsAccepted() throws IOException {
    for (int latest = 0; latest <= 9; latest++) {
      for (int size = latest; size <= 9; size++) {
        AddCheckpoint request = request(latest, size);
        WitnessDecision.Accepted accepted =
            decided(WitnessDecision.Accepted.class, 200, request, known(latest));
        assertEquals(size, accepted.checkpoint().size());
        assertEquals(request.note(), accepted.note());
      }
    }
  }

  @Test
  void theFirstCheckpointOfALogIsAcceptedAsItIs() throws IOException {
    decided(WitnessDecision.Accepted.class, 200, request(0, 5), known(-1));
    WitnessDecision.Stale stale =
        decided(WitnessDecision.Stale.class, 409, request(3, 5), known(-1));
    assertEquals(0, stale.latestSize());
    AddCheckpoint proven = new AddCheckpoint(0, List.of(TreeHash.OF_NOTHING), note(5));
    decided(WitnessDecision.BadProof.class, 422, proven, known(-1));
  }

  @Test
  void aLogThatNobodyKnowsIsNotWitnessed() throws IOException {
    WitnessDecision.UnknownOrigin unknown =
        decided(WitnessDecision.UnknownOrigin.class, 404, request(0, 5), Optional.empty());
    assertEquals(LOG, unknown.origin());
    KnownLog other = new KnownLog("example.com/other", List.of(KEY), Optional.empty());
    decided(WitnessDecision.UnknownOrigin.class, 404, request(0, 5), Optional.of(other));
  }

  @Test
  void aCheckpointThatTheLogDidNotSignIsRefused() throws IOException {
    AddCheckpoint good = request(3, 5);
    String text = good.note().text();
    NoteSignature stranger = Pair.TWO.log(LOG).sign(text, Pair.TWO.signer());
    AddCheckpoint unsigned =
        new AddCheckpoint(3, good.proof(), new SignedNote(text, List.of(stranger)));
    decided(WitnessDecision.BadSignature.class, 403, unsigned, known(3));
    AddCheckpoint both = new AddCheckpoint(3, good.proof(), good.note().with(stranger));
    decided(WitnessDecision.Accepted.class, 200, both, known(3));
    NoteSignature forged = new NoteSignature(LOG, KEY.id(), new byte[64]);
    AddCheckpoint spoilt =
        new AddCheckpoint(3, good.proof(), new SignedNote(text, List.of(forged)));
    decided(WitnessDecision.BadSignature.class, 403, spoilt, known(3));
  }

  @Test
  void aProofFromElsewhereIsToldWhereToBegin() throws IOException {
    WitnessDecision.Stale stale =
        decided(WitnessDecision.Stale.class, 409, request(2, 8), known(5));
    assertEquals(5, stale.latestSize());
    WitnessAnswer answer = WitnessAnswer.of(stale);
    assertEquals("text/x.tlog.size", answer.contentType());
    assertEquals("5\n", Fixtures.text(answer.body()));
  }

  @Test
  void leavesTakenAwayLeaveBothCheckpointsAsEvidence() throws IOException {
    WitnessDecision.Shrunken shrunken =
        decided(WitnessDecision.Shrunken.class, 409, request(3, 4), known(5));
    assertEquals(note(5), shrunken.latest());
    assertEquals(note(4), shrunken.offered());
    assertEquals(new WitnessAnswer.Conflict(5), WitnessAnswer.of(shrunken));
    AddCheckpoint contradicting = new AddCheckpoint(5, List.of(), note(4));
    WitnessDecision.Shrunken admitted =
        decided(WitnessDecision.Shrunken.class, 400, contradicting, known(5));
    assertEquals(400, WitnessAnswer.of(admitted).status());
  }

  @Test
  void twoRootsForOneSizeLeaveBothCheckpointsAsEvidence() {
    SignedNote other = note(5, Fixtures.flipped(Fixtures.root(Fixtures.leaves(5)), 7));
    for (int oldSize : new int[] {0, 5}) {
      WitnessDecision.Forked forked =
          decided(
              WitnessDecision.Forked.class,
              409,
              new AddCheckpoint(oldSize, List.of(), other),
              known(5));
      assertEquals(note(5), forked.latest());
      assertEquals(other, forked.offered());
    }
    AddCheckpoint contradicting = new AddCheckpoint(6, List.of(), other);
    decided(WitnessDecision.Forked.class, 400, contradicting, known(5));
  }

  @Test
  void aForkFurtherOnCannotBeProven() throws IOException {
    AddCheckpoint good = request(5, 9);
    SignedNote other = note(9, Fixtures.flipped(Fixtures.root(Fixtures.leaves(9)), 7));
    WitnessDecision.Inconsistent inconsistent =
        decided(
            WitnessDecision.Inconsistent.class,
            422,
            new AddCheckpoint(5, good.proof(), other),
            known(5));
    assertEquals(note(5), inconsistent.latest());
    assertEquals(other, inconsistent.offered());
    AddCheckpoint unproven = new AddCheckpoint(5, List.of(), good.note());
    decided(WitnessDecision.Inconsistent.class, 422, unproven, known(5));
    AddCheckpoint proofOfNothing = new AddCheckpoint(5, List.of(TreeHash.OF_NOTHING), note(5));
    decided(WitnessDecision.Inconsistent.class, 422, proofOfNothing, known(5));
  }

  @Test
  void aNoteThatIsNoCheckpointIsNoRequest() {
    String text = "just a note\n";
    SignedNote note = new SignedNote(text, List.of(KEY.sign(text, Pair.ONE.signer())));
    assertThrows(Unproven.class, () -> new AddCheckpoint(0, List.of(), note));
  }

  @Test
  void whatContradictsItselfIsABadRequest() {
    AddCheckpoint larger = new AddCheckpoint(6, List.of(), note(5));
    decided(WitnessDecision.BadRequest.class, 400, larger, known(5));
    decided(WitnessDecision.BadRequest.class, 400, larger, known(-1));
  }

  @Test
  void answersPrintBack() {
    NoteKey witness = Pair.TWO.witness("witness.example/w1");
    NoteSignature line =
        witness.cosign(note(5).text(), Instant.ofEpochSecond(9), Pair.TWO.signer());
    for (WitnessAnswer answer :
        List.of(
            new WitnessAnswer.Cosigned(List.of(line, line)),
            new WitnessAnswer.Conflict(0),
            new WitnessAnswer.Conflict(Long.MAX_VALUE),
            new WitnessAnswer.Refused(403, "no"))) {
      WitnessAnswer parsed =
          WitnessAnswer.parse(answer.status(), answer.contentType(), answer.body());
      assertEquals(answer, parsed);
      assertArrayEquals(answer.body(), parsed.body());
    }
    SignedNote cosigned = note(5).with(line);
    assertEquals(1, cosigned.verify(List.of(witness)).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "05\n", "5\n\n", " 5\n", "-5\n", "five\n", "\n"})
  void aConflictIsASizeAndNothingElse(String body) {
    byte[] bytes = Fixtures.utf8(body);
    assertThrows(Unproven.class, () -> WitnessAnswer.parse(409, "text/x.tlog.size", bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "ok\n", "\u2014 n AAAAAAA=", "\u2014 n AAAAAAA=\n\n"})
  void aSuccessIsSignatureLinesAndNothingElse(String body) {
    byte[] bytes = Fixtures.utf8(body);
    assertThrows(Unproven.class, () -> WitnessAnswer.parse(200, "text/plain", bytes));
  }
}
