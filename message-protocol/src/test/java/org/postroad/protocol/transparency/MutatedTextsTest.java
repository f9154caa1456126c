// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Texts with random changes are refused, or they print back to exactly the same bytes. */
class MutatedTextsTest {
  private static final int ROUNDS = 300;

  private final SplittableRandom random = new SplittableRandom(6962);

  private byte[] mutated(byte[] original) {
    byte[] bytes = original.clone();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = '\n';
        case 3 -> bytes = cut(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 40)));
        default -> bytes = doubled(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 60)));
      }
    }
    return bytes;
  }

  private static byte[] cut(byte[] bytes, int from, int to) {
    byte[] shorter = Arrays.copyOf(bytes, Math.max(1, bytes.length - (to - from)));
    System.arraycopy(bytes, to, shorter, Math.min(from, shorter.length), bytes.length - to);
    return shorter;
  }

  private static byte[] doubled(byte[] bytes, int from, int to) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
    System.arraycopy(bytes, from, longer, to, bytes.length - from);
    return longer;
  }

  private void holds(byte[] original, UnaryOperator<byte[]> parseAndPrint) {
    assertArrayEquals(original, parseAndPrint.apply(original));
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = mutated(original);
      try {
        assertArrayEquals(bytes, parseAndPrint.apply(bytes));
      } catch (Unproven refused) {
        assertTrue(String.valueOf(refused.getMessage()).length() > 10);
      }
    }
  }

  @Test
  void everyParserRefusesOrPrintsBack() throws IOException {
    for (Map.Entry<String, byte[]> file : TransparencyVectors.all().entrySet()) {
      String text = Fixtures.text(file.getValue());
      byte[] body = Fixtures.utf8(text.substring(text.indexOf("\n\n") + 2));
      if (text.contains("kind: tlog-proof")) {
        holds(body, bytes -> TlogProof.parse(bytes).toByteArray());
      } else if (text.contains("kind: add-checkpoint")) {
        holds(body, bytes -> AddCheckpoint.parse(bytes).toByteArray());
      } else if (file.getKey().equals("checkpoint-cosigned")) {
        holds(body, bytes -> SignedNote.parse(bytes).toByteArray());
        String checkpoint = SignedNote.parse(body).text();
        holds(
            Fixtures.utf8(checkpoint),
            bytes -> {
              String changed = Fixtures.text(bytes);
              assertEquals(changed, Checkpoint.parse(changed).text());
              return bytes;
            });
      }
    }
  }

  @Test
  void everyPathRefusesOrPrintsBack() {
    for (String path : new String[] {"tile/0/x001/x234/067.p/12", "tile/entries/x001/000"}) {
      holds(
          Fixtures.utf8(path),
          bytes -> Fixtures.utf8(TilePath.parse(Fixtures.text(bytes)).toString()));
    }
  }
}
