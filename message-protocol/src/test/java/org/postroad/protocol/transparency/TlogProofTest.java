// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.transparency.Fixtures.Pair;

class TlogProofTest {
  private static final String LOG = "example.com/log";
  private static final int SIZE = 5;
  private static final CheckpointPolicy POLICY =
      new CheckpointPolicy(LOG, List.of(Pair.ONE.log(LOG)), List.of(), 0);

  private final TlogProof proof = proof(3, Optional.empty());

  private static TlogProof proof(long index, Optional<byte[]> extra) {
    try {
      Fixtures.MemoryTiles store = new Fixtures.MemoryTiles();
      TileTree tree = Fixtures.tree(store, SIZE);
      tree.writePartial();
      String text = Checkpoint.of(LOG, SIZE, tree.root()).text();
      SignedNote note =
          new SignedNote(text, List.of(Pair.ONE.log(LOG).sign(text, Pair.ONE.signer())));
      return new TlogProof(extra, index, new TreeProofs(store, SIZE).inclusion(index).path(), note);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itProvesItsEntryAndNoOther() {
    assertEquals(SIZE, proof.check(Fixtures.entry(3), POLICY).size());
    assertThrows(Unproven.class, () -> proof.check(Fixtures.entry(2), POLICY));
  }

  @Test
  void itPrintsBack() {
    assertEquals(proof, TlogProof.parse(proof.toByteArray()));
    TlogProof more = proof(0, Optional.of(Fixtures.utf8("what the application likes")));
    assertEquals(more, TlogProof.parse(more.toByteArray()));
    assertArrayEquals(more.toByteArray(), TlogProof.parse(more.toByteArray()).toByteArray());
    assertEquals(
        List.of("c2sp.org/tlog-proof@v1", "extra d2hhdCB0aGUgYXBwbGljYXRpb24gbGlrZXM=", "index 0"),
        more.toString().lines().limit(3).toList());
  }

  @Test
  void everyBitCounts() {
    byte[] file = proof.toByteArray();
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThrows(
          Unproven.class,
          () -> TlogProof.parse(changed).check(Fixtures.entry(3), POLICY),
          () -> Fixtures.text(changed));
    }
  }

  @Test
  void everyShorterFileIsRefused() {
    byte[] file = proof.toByteArray();
    for (int length = 0; length < file.length; length++) {
      byte[] shorter = Arrays.copyOf(file, length);
      assertThrows(Unproven.class, () -> TlogProof.parse(shorter).check(Fixtures.entry(3), POLICY));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "c2sp.org/tlog-proof@v1,c2sp.org/tlog-proof@v2",
    "index 3,index 03",
    "index 3,index  3",
    "index 3,index -1",
    "index 3,Index 3",
    "index 3,extra |index 3|index 3",
    "index 3,extra !|index 3",
    "index 3,extra Zg|index 3",
    "index 3,extra Zg==|extra Zg==|index 3",
    "index 3,index 3|",
    "index 3,index 3|Zg=="
  })
  void everyOtherFormIsRefused(String line, String other) {
    byte[] changed = Fixtures.utf8(proof.toString().replace(line, other.replace("|", "\n")));
    assertThrows(Unproven.class, () -> TlogProof.parse(changed).check(Fixtures.entry(3), POLICY));
  }

  @Test
  void aPathIsNeverLongerThanATreeIsHigh() {
    String hash = TreeHash.OF_NOTHING.base64() + "\n";
    String head = "c2sp.org/tlog-proof@v1\nindex 0\n";
    String note = "\n" + proof.note();
    assertEquals(63, TlogProof.parse(Fixtures.utf8(head + hash.repeat(63) + note)).path().size());
    byte[] longer = Fixtures.utf8(head + hash.repeat(64) + note);
    assertThrows(Unproven.class, () -> TlogProof.parse(longer));
  }
}
