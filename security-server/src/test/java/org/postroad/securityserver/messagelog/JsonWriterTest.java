// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonWriterTest {

  @Test
  void everyCharacterThatNeedsNoEscapingIsItsUtf8() throws CharacterCodingException {
    StringBuilder text = new StringBuilder();
    for (int point = ' '; point <= Character.MAX_CODE_POINT; point += point < 0x1_0000 ? 1 : 61) {
      boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      if (!half && point != '"' && point != '\\') {
        text.appendCodePoint(point);
      }
    }
    assertArrayEquals(
        ("\"" + text + '"').getBytes(UTF_8), new JsonWriter(1).text(text.toString()).toByteArray());
  }

  @Test
  void growsWhateverIsPrinted() throws CharacterCodingException {
    byte[] json =
        new JsonWriter(1)
            .begin()
            .name("a")
            .beginList()
            .begin()
            .end()
            .number(JsonWriter.LARGEST_NUMBER)
            .text("")
            .endList()
            .option("b", Optional.empty(), _ -> {})
            .name("c")
            .hexadecimal("sha512:", new byte[] {0, 0x7F, (byte) 0x80, -1})
            .end()
            .toByteArray();
    assertEquals(
        "{\"a\":[{},9007199254740991,\"\"],\"c\":\"sha512:007f80ff\"}", new String(json, UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "\ude00\ud83d", "a\ud83db"})
  void halfACharacterHasNoForm(String text) {
    JsonWriter out = new JsonWriter(64).text(text);
    assertThrows(CharacterCodingException.class, out::toByteArray);
  }
}
