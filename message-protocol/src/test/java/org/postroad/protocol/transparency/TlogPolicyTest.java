// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.transparency.Fixtures.Pair;

class TlogPolicyTest {
  private static final NoteKey LOG = Pair.ONE.log("example.com/log");
  private static final NoteKey W1 = Pair.TWO.witness("w1.example");
  private static final NoteKey W2 = Pair.THREE.witness("w2.example");
  private static final String NAMES =
      """
      # whom we know

        log  %s	https://log.example/
      witness one %s https://w1.example/
      witness two %s
      """
          .formatted(LOG, W1, W2);

  private static TlogPolicy parse(String text) {
    return TlogPolicy.parse(Fixtures.utf8(text));
  }

  private static SignedNote note(NoteKey... cosigners) {
    String text = Checkpoint.of("example.com/log", 0, TreeHash.OF_NOTHING).text();
    SignedNote note = new SignedNote(text, List.of(LOG.sign(text, Pair.ONE.signer())));
    for (NoteKey key : cosigners) {
      Pair pair = key.equals(W1) ? Pair.TWO : Pair.THREE;
      note = note.with(key.cosign(text, Instant.ofEpochSecond(1), pair.signer()));
    }
    return note;
  }

  @Test
  void logsAndWitnessesAreReadWithTheirAddresses() {
    TlogPolicy policy = parse(NAMES + "quorum none\n");
    assertEquals(List.of(LOG), policy.keysOf("example.com/log"));
    assertEquals(List.of(), policy.keysOf("example.com/other"));
    assertEquals(Optional.of("https://log.example/"), policy.logs().getFirst().url());
    assertEquals(
        List.of(
            new TlogPolicy.NamedWitness("one", W1, Optional.of("https://w1.example/")),
            new TlogPolicy.NamedWitness("two", W2, Optional.empty())),
        policy.witnesses());
  }

  @Test
  void aQuorumIsMetByEnoughWitnesses() {
    TlogPolicy none = parse(NAMES + "quorum none\n");
    TlogPolicy one = parse(NAMES + "quorum one\n");
    TlogPolicy any = parse(NAMES + "group g any one two\nquorum g\n");
    TlogPolicy all = parse(NAMES + "group g all one two\nquorum g\n");
    TlogPolicy two = parse(NAMES + "group g 2 one two\ngroup h all g\nquorum h\n");
    assertEquals(0, none.open(note()).size());
    assertEquals(Set.of(W1, W2), none.cosigners(note(W1, W2)));
    for (TlogPolicy policy : List.of(one, any)) {
      policy.open(note(W1));
      assertThrows(Unproven.class, () -> policy.open(note()));
    }
    any.open(note(W2));
    assertThrows(Unproven.class, () -> one.open(note(W2)));
    for (TlogPolicy policy : List.of(all, two)) {
      policy.open(note(W1, W2));
      assertThrows(Unproven.class, () -> policy.open(note(W1)));
      assertThrows(Unproven.class, () -> policy.open(note(W1, W1)));
    }
  }

  @Test
  void whatNoKnownLogSignedIsRefused() {
    TlogPolicy policy = parse("log " + Pair.TWO.log("example.com/log") + "\nquorum none\n");
    assertThrows(Unproven.class, () -> policy.open(note()));
    assertThrows(Unproven.class, () -> TlogPolicy.NOBODY.open(note()));
    assertFalse(policy.keysOf("example.com/log").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "quorum none",
        "quorum none\nquorum none\n",
        "quorum three\n",
        "quorum\n",
        "quorum one two\n",
        "group g all\nquorum g\n",
        "group g 0 one two\nquorum g\n",
        "group g 3 one two\nquorum g\n",
        "group g 02 one two\nquorum g\n",
        "group g most one two\nquorum g\n",
        "group g any one one\nquorum g\n",
        "group g any one\ngroup h any one\nquorum g\n",
        "group none any one\nquorum none\n",
        "group one any two\nquorum none\n",
        "group g any h\ngroup h any one\nquorum g\n",
        "log nonsense\nquorum none\n",
        "Quorum none\n",
        "quorum none\r\n",
        "quorum none\n\u0000"
      })
  void everyOtherTextIsRefused(String rest) {
    assertThrows(Unproven.class, () -> parse(NAMES + rest));
  }

  @Test
  void theLineThatIsWrongIsNamed() {
    Unproven refused =
        assertThrows(Unproven.class, () -> parse("quorum none\n\nlog example.com/log\n"));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("line 3 "), refused.getMessage());
  }

  @Test
  void oneKeyUnderTwoNamesIsRefused() {
    String again = "witness three " + Pair.TWO.witness("w3.example") + "\n";
    assertThrows(Unproven.class, () -> parse(NAMES + again + "quorum none\n"));
    String log = "log " + Pair.ONE.log("example.com/again") + "\n";
    assertThrows(Unproven.class, () -> parse(NAMES + log + "quorum none\n"));
  }

  @Test
  void aKeyOfTheWrongKindIsRefused() {
    assertThrows(Unproven.class, () -> parse("log " + W1 + "\nquorum none\n"));
    assertThrows(Unproven.class, () -> parse("witness w " + LOG + "\nquorum none\n"));
  }
}
