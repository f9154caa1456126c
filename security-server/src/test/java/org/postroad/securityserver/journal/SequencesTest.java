// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequencesTest {

  @Test
  void isWhatAPlainSetIsWhateverTheOrder() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    Sequences sequences = new Sequences();
    TreeSet<Long> plain = new TreeSet<>();
    for (int i = 0; i < 5_000; i++) {
      long first = random.nextLong(1, 400);
      Sequences.Range range = new Sequences.Range(first, first + random.nextLong(1, 12));
      List<Long> all = LongStream.rangeClosed(range.first(), range.last()).boxed().toList();
      switch (random.nextInt(4)) {
        case 0 -> {
          sequences.add(range);
          plain.addAll(all);
        }
        case 1 -> {
          sequences.remove(range);
          plain.removeAll(all);
        }
        case 2 -> {
          sequences.add(first);
          plain.add(first);
        }
        default -> {
          sequences.remove(first);
          plain.remove(first);
        }
      }
      assertEquals(plain.contains(first + 1), sequences.contains(first + 1));
      assertEquals(plain.size(), sequences.count());
      assertEquals(plain.isEmpty(), sequences.isEmpty());
    }
    List<Long> listed = new ArrayList<>();
    Sequences.parse(sequences.toString()).forEach(listed::add);
    assertEquals(List.copyOf(plain), listed);
    assertEquals(plain.first(), sequences.first());
    assertEquals(plain.last(), sequences.last());
  }

  @Test
  void neighboursBecomeOneRange() {
    Sequences sequences = new Sequences();
    for (long sequence : new long[] {8, 1, 3, 10, 2, 11, 12}) {
      sequences.add(sequence);
    }
    assertEquals("1-3 8 10-12", sequences.toString());
    Sequences others = new Sequences();
    others.add(4);
    others.add(9);
    sequences.addAll(others);
    assertEquals("1-4 8-12", sequences.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "1 ",
        " 1",
        "0",
        "01",
        "-1",
        "2 1",
        "1 2",
        "1-3 2",
        "1-1",
        "3-1",
        "1-2 3",
        "1,2",
        "1234567890123456789"
      })
  void refusesTextsInAnyOtherForm(String text) {
    assertThrows(IOException.class, () -> Sequences.parse(text));
  }
}
