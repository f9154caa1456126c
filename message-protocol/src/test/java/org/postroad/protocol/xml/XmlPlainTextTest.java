// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XmlPlainTextTest {

  private static int oneByOne(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && isPlain(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isPlain(byte octet) {
    return octet == '\t' || octet == '\n' || (octet >= ' ' && "<&]".indexOf(octet) < 0);
  }

  @Test
  void everyOctetAtEveryPlaceAmongEveryNeighbourIsJudgedAlike() {
    byte[] fillings = {'a', ' ', '\n', 0x7F, '=', ';', '%', '\\', '^', '\''};
    for (byte filling : fillings) {
      byte[] bytes = new byte[27];
      for (int place = 0; place < bytes.length; place++) {
        for (int octet = 0; octet < 256; octet++) {
          Arrays.fill(bytes, filling);
          bytes[place] = (byte) octet;
          assertEquals(oneByOne(bytes, 2), XmlPlainText.endOf(bytes, 2, bytes.length));
        }
      }
    }
  }

  @Test
  void runsOfAnythingEndWhereTheyShould() {
    var random = new Random(32);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[40];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = random.nextInt(20) == 0 ? bytes[j] : (byte) (' ' + (bytes[j] & 0x1F));
      }
      int from = random.nextInt(bytes.length);
      assertEquals(oneByOne(bytes, from), XmlPlainText.endOf(bytes, from, bytes.length));
    }
  }

  @Test
  void looksAtNothingBehindTheLimit() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 'a');
    bytes[9] = '<';
    assertEquals(9, XmlPlainText.endOf(bytes, 0, 10));
    assertEquals(9, XmlPlainText.endOf(bytes, 0, 9));
    assertEquals(5, XmlPlainText.endOf(bytes, 5, 5));
  }
}
