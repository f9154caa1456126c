// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .tlog-proof} file: that an entry is in a log, for anybody to check offline (C2SP
 * tlog-proof).
 *
 * <pre>
 * c2sp.org/tlog-proof@v1
 * extra YWdl
 * index 73894
 * gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
 *
 * example.com/fancylog
 * 109482
 * sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=
 *
 * — example.com/fancylog hI2DJw...
 * </pre>
 *
 * @param extra what the application put there; nothing vouches for it
 * @param path from the leaf's sibling to the root's child
 * @param note the checkpoint with its signatures
 */
public record TlogProof(Optional<byte[]> extra, long index, List<TreeHash> path, SignedNote note) {
  private static final String HEAD = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra";
  private static final String INDEX = "index";
  private static final int LONGEST_PATH = 63;

  public TlogProof {
    path = List.copyOf(path);
    Checkpoint.parse(note.text());
  }

  /** Refuses every file that {@link #toByteArray} does not print. */
  public static TlogProof parse(byte[] file) {
    Lines lines = Lines.of(file);
    String head = lines.next();
    if (!head.equals(HEAD)) {
      throw new Unproven("proof that begins with '" + head + "', expected '" + HEAD + "'");
    }
    Optional<byte[]> extra =
        lines.startsWith(EXTRA) ? Optional.of(Strict.base64(lines.after(EXTRA))) : Optional.empty();
    long index = Strict.decimal(lines.after(INDEX));
    return new TlogProof(extra, index, lines.hashes(LONGEST_PATH), lines.note());
  }

  /**
   * Refuses the proof unless the entry is in the log that the policy is about.
   *
   * @return the checkpoint that it is in
   */
  public Checkpoint check(byte[] entry, CheckpointPolicy policy) {
    Checkpoint checkpoint = policy.open(note);
    TreeHash leaf = new TreeHasher().leaf(entry);
    new InclusionProof(index, checkpoint.size(), path).check(leaf, checkpoint.root());
    return checkpoint;
  }

  public byte[] toByteArray() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    extra.ifPresent(bytes ->
        text.append(EXTRA + " ").append(Base64.getEncoder().encodeToString(bytes)).append('\n'));
    text.append(INDEX + " ").append(index).append('\n').append(Lines.print(path)).append(note);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TlogProof proof && toString().equals(proof.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return new String(toByteArray(), StandardCharsets.UTF_8);
  }
}
