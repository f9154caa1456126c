// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;

class XmlElementTest {
  private final XmlElement root =
      XmlElement.parse(
          "<a xmlns='u' b='1' c:b='2' xmlns:c='v'>x<!-- - --><d>1</d>y<d>2</d><e>3</e><f><g/></f></a>"
              .getBytes(UTF_8));

  @Test
  void findsChildrenTextAndAttributes() {
    assertEquals("xy", root.text());
    assertEquals(2, root.children("u", "d").size());
    assertEquals(Optional.of("3"), root.childText("u", "e"));
    assertEquals(Optional.empty(), root.childText("v", "e"));
    assertEquals("3", root.requiredText("u", "e"));
    assertEquals(Optional.of("1"), root.attribute("b"));
    assertEquals(Optional.of("2"), root.attribute("v", "b"));
    assertEquals("1", root.requiredAttribute("b"));
    assertEquals(2, root.attributes().size());
  }

  @Test
  void refusesWhatIsMissingDoubledOrNotText() {
    assertThrows(Fault.class, () -> root.child("u", "d"));
    assertThrows(Fault.class, () -> root.required("u", "z"));
    assertThrows(Fault.class, () -> root.childText("u", "f"));
    assertThrows(Fault.class, () -> root.requiredAttribute("z"));
    assertThrows(Fault.class, () -> XmlElement.parse("<a/><b/>".getBytes(UTF_8)));
  }
}
