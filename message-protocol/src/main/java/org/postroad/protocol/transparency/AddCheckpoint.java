// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The body of a request to a witness (C2SP tlog-witness, <i>add-checkpoint</i>):
 *
 * <pre>
 * old 20852014
 * PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
 *
 * example.com/behind-the-sofa
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 * — example.com/behind-the-sofa Az3grlgtzPICa5OS8npV...
 * </pre>
 *
 * @param oldSize the size that the witness is thought to have cosigned last
 * @param proof that the checkpoint goes on from there
 */
public record AddCheckpoint(long oldSize, List<TreeHash> proof, SignedNote note) {
  private static final String OLD = "old";
  private static final int LONGEST_PROOF = 63;

  public AddCheckpoint {
    proof = List.copyOf(proof);
    if (oldSize < 0 || proof.size() > LONGEST_PROOF) {
      throw new Unproven("old size " + oldSize + ", proof of " + proof.size() + " hashes");
    }
    Checkpoint.parse(note.text());
  }

  /** Refuses every body that {@link #toByteArray} does not print. */
  public static AddCheckpoint parse(byte[] body) {
    Lines lines = Lines.of(body);
    long oldSize = Strict.decimal(lines.after(OLD));
    return new AddCheckpoint(oldSize, lines.hashes(LONGEST_PROOF), lines.note());
  }

  /** What the note says, before anybody knows whether the log signed it. */
  public Checkpoint claimed() {
    return Checkpoint.parse(note.text());
  }

  public byte[] toByteArray() {
    return (OLD + " " + oldSize + "\n" + Lines.print(proof) + note)
        .getBytes(StandardCharsets.UTF_8);
  }
}
