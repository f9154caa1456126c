// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.transparency.Fixtures.Pair;

class CheckpointTest {
  private static final String TEXT =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
      """;
  private static final String LOG = "example.com/log";
  private static final String TWO = "w2.example";
  private static final String THREE = "w3.example";
  private static final NoteKey LOG_KEY = Pair.ONE.log(LOG);

  @Test
  void theExampleOfTheSpecificationPrintsBack() {
    Checkpoint checkpoint = Checkpoint.parse(TEXT);
    assertEquals("example.com/behind-the-sofa", checkpoint.origin());
    assertEquals(20_852_163, checkpoint.size());
    assertEquals("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", checkpoint.root().base64());
    assertEquals(TEXT, checkpoint.text());
  }

  @Test
  void extensionLinesAreKept() {
    Checkpoint checkpoint = Checkpoint.parse(TEXT + "one\ntwo \u00e9\n");
    assertEquals(List.of("one", "two \u00e9"), checkpoint.extensions());
    assertEquals(TEXT + "one\ntwo \u00e9\n", checkpoint.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o\n",
        "o\n1\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n 1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n1e3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n\u0661\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
        "o\n1\n CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\na\n\nb\n"
      })
  void everyOtherFormIsRefused(String text) {
    assertThrows(Unproven.class, () -> Checkpoint.parse(text));
  }

  private static SignedNote signed(String origin, NoteSignature... more) {
    String text = text(origin);
    SignedNote note = new SignedNote(text, List.of(LOG_KEY.sign(text, Pair.ONE.signer())));
    for (NoteSignature signature : more) {
      note = note.with(signature);
    }
    return note;
  }

  private static String text(String origin) {
    return Checkpoint.of(origin, 2, Fixtures.root(Fixtures.leaves(2))).text();
  }

  private static NoteSignature cosigned(Pair pair, String name) {
    return pair.witness(name).cosign(text(LOG), Instant.ofEpochSecond(5), pair.signer());
  }

  private static CheckpointPolicy policy(int quorum) {
    return new CheckpointPolicy(
        LOG, List.of(LOG_KEY), List.of(Pair.TWO.witness(TWO), Pair.THREE.witness(THREE)), quorum);
  }

  @Test
  void aPolicyAsksForTheLogAndForAQuorumOfWitnesses() {
    SignedNote alone = signed(LOG);
    SignedNote once = signed(LOG, cosigned(Pair.TWO, TWO));
    SignedNote both = signed(LOG, cosigned(Pair.TWO, TWO), cosigned(Pair.THREE, THREE));
    assertEquals(2, policy(0).open(alone).size());
    assertEquals(2, policy(1).open(once).size());
    assertEquals(2, policy(2).open(both).size());
    assertThrows(Unproven.class, () -> policy(1).open(alone));
    assertThrows(Unproven.class, () -> policy(2).open(once));
  }

  @Test
  void oneWitnessTwiceIsOneWitness() {
    SignedNote twice = signed(LOG, cosigned(Pair.TWO, TWO), cosigned(Pair.TWO, TWO));
    assertThrows(Unproven.class, () -> policy(2).open(twice));
  }

  @Test
  void theLogsOwnSignatureIsNotReplacedByWitnesses() {
    SignedNote cosignedOnly = new SignedNote(text(LOG), List.of(cosigned(Pair.TWO, TWO)));
    assertThrows(Unproven.class, () -> policy(1).open(cosignedOnly));
  }

  @Test
  void aKnownKeyDoesNotVouchForAnotherLog() {
    SignedNote other = signed("example.com/other");
    assertThrows(Unproven.class, () -> policy(0).open(other));
  }

  @Test
  void aPolicyThatCannotBeMetIsNoPolicy() {
    assertThrows(IllegalArgumentException.class, () -> policy(3));
    assertThrows(IllegalArgumentException.class, () -> policy(-1));
    List<NoteKey> witness = List.of(Pair.TWO.witness(TWO));
    assertThrows(
        IllegalArgumentException.class, () -> new CheckpointPolicy(LOG, witness, List.of(), 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CheckpointPolicy(LOG, List.of(LOG_KEY), List.of(LOG_KEY), 0));
  }
}
