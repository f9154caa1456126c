// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

  @Test
  void ordinaryTextStaysAsItIs() {
    String text = "Riigi Teataja, õäöü, 日本語, = + - @ 'x' <y>";
    assertEquals(text, Printable.escape(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0x00, \\u0000",
    "0x07, \\u0007",
    "0x0a, \\u000a",
    "0x0d, \\u000d",
    "0x1b, \\u001b",
    "0x7f, \\u007f",
    "0x9b, \\u009b",
    "0xa0, \\u00a0",
    "0xad, \\u00ad",
    "0x200b, \\u200b",
    "0x200f, \\u200f",
    "0x2028, \\u2028",
    "0x202e, \\u202e",
    "0x2067, \\u2067",
    "0xfeff, \\ufeff",
    "0xd800, \\ud800",
    "0xe0041, \\u{e0041}",
  })
  void whatCannotBeSeenIsShown(String codePoint, String expected) {
    String text = Character.toString(Integer.decode(codePoint));
    assertEquals("a" + expected + "b", Printable.escape("a" + text + "b"));
  }

  @Test
  void escapesCannotBeForged() {
    assertEquals("\\\\u001b", Printable.escape("\\u001b"));
  }
}
