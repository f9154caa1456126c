// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictBase64Test {

  @Test
  void readsWhatTheJdkWrites() {
    var random = new Random(1);
    for (int length = 0; length < 300; length++) {
      var value = new byte[length];
      random.nextBytes(value);
      assertArrayEquals(
          value, StrictBase64.decode(Base64.getEncoder().encodeToString(value)).orElseThrow());
      String lines = Base64.getMimeEncoder().encodeToString(value);
      assertArrayEquals(value, StrictBase64.decodeLines(lines).orElseThrow());
      assertArrayEquals(
          value, StrictBase64.decodeLines("\n" + lines.replace("\r", "") + "\n").orElseThrow());
      assertArrayEquals(
          value,
          StrictBase64.decodeLines(("\n" + lines + "\n").getBytes(ISO_8859_1)).orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AA",
        "AAA",
        "AA=",
        "AAAA=",
        "AAA=AAAA",
        "====",
        "A===",
        " AAAA",
        "AA AA",
        "AAAA ",
        "AA-_",
        "AAA\u0000",
        "AB==",
        "AAB=",
        "AA==AA==",
        "AA\u00e4A",
        "AA\ud83d\ude00A",
        "AAAA\t"
      })
  void refusesEverySecondSpelling(String text) {
    assertTrue(StrictBase64.decode(text).isEmpty());
    assertTrue(StrictBase64.decodeLines(text).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA\n", "\nAAAA", "AAAA\r\nAAAA", "AAAA\nAAAA"})
  void takesLineBreaksOnlyWhereAsked(String text) {
    assertTrue(StrictBase64.decode(text).isEmpty());
    assertTrue(StrictBase64.decodeLines(text).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n\nAAAA",
        "AAAA\n\n",
        "AAAA\n\nAAAA",
        "AAAA\rAAAA",
        "AA\nAA",
        "AAAAAAAA\nAAAA\nAAAAAAAA",
        "AAAA\nAAAAAAAA",
        "AAAA\nAAAA\r\nAAAA",
        "AAAA\nAA==\nAAAA",
        "AAAA\n AAAA",
        "AAAA\u2028AAAA"
      })
  void refusesUnevenLines(String text) {
    assertTrue(StrictBase64.decodeLines(text).isEmpty());
  }

  @Test
  void everyAcceptedSingleCharacterChangeChangesTheValue() {
    String text = Base64.getEncoder().encodeToString("sixteen octets!!".getBytes(ISO_8859_1));
    byte[] value = StrictBase64.decode(text).orElseThrow();
    for (int at = 0; at < text.length(); at++) {
      for (char c = 0; c < 256; c++) {
        var changed = new StringBuilder(text);
        changed.setCharAt(at, c);
        var decoded = StrictBase64.decode(changed.toString());
        if (c != text.charAt(at) && decoded.isPresent()) {
          assertEquals(
              changed.toString(), Base64.getEncoder().encodeToString(decoded.orElseThrow()));
        }
      }
    }
    assertEquals(16, value.length);
  }
}
