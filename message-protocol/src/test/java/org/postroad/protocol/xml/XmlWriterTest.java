// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;

class XmlWriterTest {
  private static final String ALL = "<>&\"'\t\n\r \u00E4\u20AC\uD83D\uDE00]]>";

  @Test
  void writesCanonicalXml() {
    byte[] written =
        new XmlWriter()
            .start("a:b")
            .namespace("", "urn:d")
            .namespace("a", "urn:x")
            .attribute("c", ALL)
            .element("d", ALL)
            .start("e")
            .end()
            .end()
            .toByteArray();
    assertArrayEquals(written, Canonicalizer.ofRoot(written, Canonicalizer.Method.INCLUSIVE));
    XmlElement root = XmlElement.parse(written);
    assertEquals(Optional.of(ALL), root.attribute("c"));
    assertEquals(Optional.of(ALL), root.childText("urn:d", "d"));
    assertEquals(Optional.of(""), root.childText("urn:d", "e"));
  }

  @Test
  void writesDeclarationAndRawMarkup() {
    var writer =
        new XmlWriter().declaration().start("a").raw("<b/>").raw("x<c/>y".getBytes(UTF_8), 1, 5);
    assertEquals(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a><b/><c/></a>",
        new String(writer.end().toByteArray(), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\u0008", "\u000B", "\uFFFE", "\uD800", "x\uDC00", "\uD800x"})
  void refusesCharactersThatXmlCannotCarry(String text) {
    assertThrows(Fault.class, () -> new XmlWriter().start("a").text(text));
    assertThrows(Fault.class, () -> new XmlWriter().start("a").attribute("b", text));
  }

  @Test
  void refusesToBeUsedOutOfOrder() {
    assertThrows(IllegalStateException.class, () -> new XmlWriter().start("a").toByteArray());
    assertThrows(
        IllegalStateException.class, () -> new XmlWriter().start("a").text("").attribute("b", ""));
  }

  @Test
  void growsAsNeeded() {
    var writer = new XmlWriter(1).start("a");
    for (int i = 0; i < 10_000; i++) {
      writer.element("b", "x".repeat(i % 50) + "&\u20AC");
    }
    byte[] written = writer.end().toByteArray();
    assertEquals(10_000, XmlElement.parse(written).children().size());
  }
}
