// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postroad.protocol.xml.Canonicalizer.Method.EXCLUSIVE;
import static org.postroad.protocol.xml.Canonicalizer.Method.INCLUSIVE;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalizerTest {

  private static String canonical(String document, String at, Canonicalizer.Method method) {
    byte[] bytes = document.getBytes(UTF_8);
    return new String(Canonicalizer.of(bytes, document.indexOf(at), method), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a/>|<a></a>",
        "<a  b = 'x'  a=\"y\" ></a >|<a a=\"y\" b=\"x\"></a>",
        "<a><!-- c --><?p  d ?>x<![CDATA[<&>]]>&#13;</a>|<a><?p d ?>x&lt;&amp;&gt;&#xD;</a>",
        "<a b='&lt;&gt;&quot;&#9;&#xA;&#xD; '/>|<a b=\"&lt;>&quot;&#x9;&#xA;&#xD; \"></a>",
        "<a xmlns:c='3' xmlns:b='2' xmlns='1'/>|<a xmlns=\"1\" xmlns:b=\"2\" xmlns:c=\"3\"></a>",
        "<a xmlns='1'><b xmlns='1'/><c xmlns=''/></a>|<a xmlns=\"1\"><b></b><c xmlns=\"\"></c></a>",
        "<a xmlns=''/>|<a></a>"
      })
  void wholeDocument(String document, String expected) {
    assertEquals(expected, canonical(document, "<a", INCLUSIVE));
  }

  @Test
  void inclusiveTakesWhatIsInScope() {
    String document =
        "<r xmlns='d' xmlns:u='unused' xml:lang='far' xml:base='b'><m xml:lang='near'>"
            + "<u:e xmlns:v='v' q='1'><f/></u:e></m></r>";
    assertEquals(
        "<u:e xmlns=\"d\" xmlns:u=\"unused\" xmlns:v=\"v\" q=\"1\" xml:base=\"b\" xml:lang=\"near\">"
            + "<f></f></u:e>",
        canonical(document, "<u:e", INCLUSIVE));
  }

  @Test
  void exclusiveTakesWhatIsUsed() {
    String document =
        "<r xmlns='d' xmlns:u='used' xmlns:n='no' xml:lang='x'><u:e n:q='1'><f/><u:g xmlns=''><h/></u:g>"
            + "</u:e></r>";
    assertEquals(
        "<u:e xmlns:n=\"no\" xmlns:u=\"used\" n:q=\"1\"><f xmlns=\"d\"></f><u:g><h></h></u:g></u:e>",
        canonical(document, "<u:e", EXCLUSIVE));
  }

  @Test
  void ordersByCodePoint() {
    String high = "\uD835\uDC00"; // U+1D400
    String document = "<a " + high + "='1' \uF900='2' z='3'/>";
    assertEquals(
        "<a z=\"3\" \uF900=\"2\" " + high + "=\"1\"></a>", canonical(document, "<a", INCLUSIVE));
  }

  @Test
  void needsAnElementAtTheOffset() {
    byte[] document = "<a> <b/></a>".getBytes(UTF_8);
    assertThrows(IllegalArgumentException.class, () -> Canonicalizer.of(document, 3, INCLUSIVE));
    assertThrows(IllegalArgumentException.class, () -> Canonicalizer.of(document, 99, INCLUSIVE));
  }

  @Test
  void knowsNoOtherMethods() {
    assertEquals(Optional.of(INCLUSIVE), Canonicalizer.Method.ofUri(INCLUSIVE.uri()));
    assertEquals(Optional.empty(), Canonicalizer.Method.ofUri(INCLUSIVE.uri() + "#WithComments"));
    assertEquals(
        Optional.empty(), Canonicalizer.Method.ofUri("http://www.w3.org/2006/12/xml-c14n11"));
  }
}
