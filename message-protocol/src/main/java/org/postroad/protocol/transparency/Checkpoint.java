// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * What a log commits to, the text of a signed note (C2SP tlog-checkpoint):
 *
 * <pre>
 * example.com/behind-the-sofa
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 * </pre>
 *
 * @param origin which log this is
 * @param extensions lines behind these three, which nobody audits
 */
public record Checkpoint(String origin, long size, TreeHash root, List<String> extensions) {

  public Checkpoint {
    extensions = List.copyOf(extensions);
    requireLine(origin);
    extensions.forEach(Checkpoint::requireLine);
    if (size < 0) {
      throw new Unproven("checkpoint of " + size + " leaves");
    }
    if (size == 0 && !root.equals(TreeHash.OF_NOTHING)) {
      throw new Unproven("an empty tree with the root " + root);
    }
  }

  private static void requireLine(String line) {
    if (line.isEmpty() || line.chars().anyMatch(c -> c < ' ')) {
      throw new Unproven("'" + line + "' is not a line of a checkpoint");
    }
  }

  public static Checkpoint of(String origin, long size, TreeHash root) {
    return new Checkpoint(origin, size, root, List.of());
  }

  /** Refuses every text that {@link #text} does not print. */
  public static Checkpoint parse(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.size() < 4 || !lines.removeLast().isEmpty()) {
      throw new Unproven("checkpoint of " + lines.size() + " lines, expected three or more");
    }
    return new Checkpoint(
        lines.get(0),
        Strict.decimal(lines.get(1)),
        TreeHash.parse(lines.get(2)),
        lines.subList(3, lines.size()));
  }

  /** The text to be signed, with its last line end. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
