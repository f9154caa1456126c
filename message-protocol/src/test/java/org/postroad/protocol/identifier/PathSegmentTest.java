// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;

class PathSegmentTest {

  @ParameterizedTest
  @CsvSource({
    "abcXYZ019, abcXYZ019",
    "a b, a%20b",
    "a/b, a%2Fb",
    "\u00E4, %C3%A4",
    "\uD83D\uDE00, %F0%9F%98%80",
    "%, %25",
    "?#[], %3F%23%5B%5D",
    "'', ''"
  })
  void encodesAndDecodes(String text, String segment) {
    assertEquals(segment, PathSegment.encode(text));
    assertEquals(text, PathSegment.decode(segment));
  }

  @Test
  void marksStandForThemselves() {
    String marks = "-._~!$&'()*+,;=:@";
    assertEquals(marks, PathSegment.encode(marks));
    assertEquals(marks, PathSegment.decode(marks));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%61", "%2d", "%7E", "%c3%a4", "%00", "%0D%0A"})
  void decodesWhatNeedNotBeEncoded(String segment) {
    String once = PathSegment.decode(segment);
    assertEquals(once, PathSegment.decode(PathSegment.encode(once)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a/b",
        "%",
        "%2",
        "%zz",
        "a%",
        "%%20",
        "\u00E4",
        "\"",
        "<",
        "[",
        "\\",
        "^",
        "`",
        "{",
        "|",
        "#",
        "?",
        "%C0%AF",
        "%E4",
        "%ED%A0%80",
        "%F5%80%80%80",
        "%C3",
        "\n",
        "\0",
        "%-1",
        "%+1",
        "%\uFF11\uFF11"
      })
  void refuses(String segment) {
    assertThrows(Fault.class, () -> PathSegment.decode(segment));
  }
}
