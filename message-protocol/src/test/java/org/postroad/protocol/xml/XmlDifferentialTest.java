// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.xml.security.Init;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Our reader and canonicaliser against the JDK's parser and Santuario, on generated documents. */
class XmlDifferentialTest {

  @Test
  void wellFormedDocumentsReadTheSame() throws Exception {
    for (int seed = 0; seed < 3000; seed++) {
      byte[] document = new RandomXml(seed).bytes();
      List<String> expected = JdkXml.events(JdkXml.parse(document));
      assertEquals(expected, JdkXml.events(XmlReader.of(document)), shown(seed, document));
    }
  }

  @Test
  void brokenDocumentsAreJudgedTheSame() {
    int refused = 0;
    for (int seed = 0; seed < 20000; seed++) {
      byte[] document = new RandomXml(seed).broken();
      Optional<List<String>> expected = jdk(document);
      Optional<List<String>> ours = ours(document);
      if (ours.isPresent() || expected.isEmpty() || !stricterHere(document, expected.get())) {
        assertEquals(expected, ours, shown(seed, document));
      }
      refused += ours.isEmpty() ? 1 : 0;
    }
    assertTrue(refused > 5000, "refused only " + refused);
  }

  /**
   * On purpose, against the JDK: XML 1.1 and names that begin or end with a colon are refused, and
   * so is malformed UTF-8 under whatever name the encoding goes.
   */
  private static boolean stricterHere(byte[] document, List<String> events) {
    String text = new String(document, StandardCharsets.ISO_8859_1);
    boolean other =
        text.startsWith("<?xml")
            && !text.matches("(?s)<.xml version='1.0'( encoding=\"UTF-8\")?( standalone.*)?[?]>.*");
    return other
        || events.stream().anyMatch(event -> event.matches("(?s)(START.*[\\[ ]:|PI [^ ]*:).*"));
  }

  @Test
  void canonicalFormsAreThoseOfSantuario() throws Exception {
    Init.init();
    for (int seed = 0; seed < 2000; seed++) {
      byte[] document = new RandomXml(seed).bytes();
      Document dom = JdkXml.parse(document);
      List<Integer> starts = elementStarts(document);
      for (int i = 0; i < starts.size(); i += 1 + starts.size() / 4) {
        for (Canonicalizer.Method method : Canonicalizer.Method.values()) {
          byte[] expected = santuario(dom, i, method);
          byte[] ours = Canonicalizer.of(document, starts.get(i), method);
          assertEquals(utf8(expected), utf8(ours), method + " " + i + " seed " + seed);
        }
      }
    }
  }

  @Test
  void canonicalFormIsItsOwnCanonicalForm() {
    for (int seed = 0; seed < 1000; seed++) {
      for (Canonicalizer.Method method : Canonicalizer.Method.values()) {
        byte[] once = Canonicalizer.ofRoot(new RandomXml(seed).bytes(), method);
        assertArrayEquals(once, Canonicalizer.ofRoot(once, method));
      }
    }
  }

  private static byte[] santuario(Document dom, int element, Canonicalizer.Method method)
      throws Exception {
    var out = new ByteArrayOutputStream();
    org.apache.xml.security.c14n.Canonicalizer.getInstance(method.uri())
        .canonicalizeSubtree(JdkXml.element(dom, element), out);
    return out.toByteArray();
  }

  private static List<Integer> elementStarts(byte[] document) {
    var starts = new ArrayList<Integer>();
    XmlReader reader = XmlReader.of(document);
    while (reader.next() != XmlReader.Token.EOF) {
      if (reader.token() == XmlReader.Token.START) {
        starts.add(reader.start());
      }
    }
    return starts;
  }

  private static Optional<List<String>> jdk(byte[] document) {
    try {
      return Optional.of(JdkXml.events(JdkXml.parse(document)));
    } catch (SAXException | java.io.IOException e) {
      return Optional.empty();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<List<String>> ours(byte[] document) {
    try {
      return Optional.of(JdkXml.events(XmlReader.of(document)));
    } catch (Fault e) {
      return Optional.empty();
    }
  }

  private static String shown(int seed, byte[] document) {
    return " seed " + seed + ": " + utf8(document) + " " + HexFormat.of().formatHex(document);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
