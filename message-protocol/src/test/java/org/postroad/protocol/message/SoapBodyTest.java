// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.message.Fixtures.HEADER;
import static org.postroad.protocol.message.Fixtures.envelope;
import static org.postroad.protocol.message.Fixtures.soap;
import static org.postroad.protocol.message.Fixtures.text;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.xml.XmlElement;

/** Responses made out of requests. */
class SoapBodyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<t:getState xmlns:t='urn:t'><a>1</a></t:getState>"
            + " | <t:getStateResponse xmlns:t='urn:t'><a>1</a></t:getStateResponse>",
        "<getState/> | <getStateResponse/>",
        "<getState /> | <getStateResponse />",
        "<getState></getState > | <getStateResponse></getStateResponse >",
        "<x:getStatesOfAll a='>'/> | <x:getStateResponse a='>'/>",
        "<!-- getState --><x:getState><x:getState/></x:getState> "
            + "| <!-- getState --><x:getStateResponse><x:getState/></x:getStateResponse>",
        "<\u00F5:getState xmlns:\u00F5='u'/> | <\u00F5:getStateResponse xmlns:\u00F5='u'/>",
      })
  void childIsRenamedAndNothingElse(String child, String renamed) {
    String header = "<!-- kept -->" + HEADER + "<o:other xmlns:o='urn:o'> <a/></o:other>";
    assertEquals(
        envelope(header, renamed.strip()), text(soap(envelope(header, child.strip())).answered()));
  }

  @Test
  void everythingInTheBodyGivesWayToTheElement() {
    SoapMessage request = soap(envelope(HEADER, " <getState><a/>text</getState> <!-- x --> "));
    SoapMessage response = request.answeredWith("<getStateResponse/>".getBytes(UTF_8));
    assertEquals(envelope(HEADER, "<getStateResponse/>"), text(response));
    assertTrue(response.isResponse());
    request.checkConsistentWith(response.withRequestHash(request.hash()));
  }

  @Test
  void otherEncodingsBecomeUtf8() {
    String request = envelope(HEADER, "<getState/>").replace("EE123", "EE\u00E4");
    String expected =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + request.replace("<getState/>", "<getStateResponse>\u0416</getStateResponse>");
    byte[] element = "<getStateResponse>\u0416</getStateResponse>".getBytes(UTF_8);
    for (Charset charset : List.of(ISO_8859_1, UTF_16LE)) {
      String mark = charset.equals(UTF_16LE) ? "\uFEFF" : "";
      String name = charset.equals(UTF_16LE) ? "UTF-16" : charset.name();
      byte[] document =
          (mark + "<?xml version='1.0' encoding='" + name + "'?>" + request).getBytes(charset);
      assertEquals(expected, text(SoapMessage.parse(document, "text/xml").answeredWith(element)));
    }
  }

  @Test
  void declarationOfAsciiDoesNotStayWhereItWouldBeALie() {
    byte[] document =
        ("<?xml version='1.0' encoding='US-ASCII'?>" + envelope(HEADER, "<getState/>"))
            .getBytes(US_ASCII);
    SoapMessage response =
        SoapMessage.parse(document, "text/xml")
            .answeredWith("<getStateResponse>\u0416</getStateResponse>".getBytes(UTF_8));
    assertEquals("\u0416", response.body().text());
  }

  @Test
  void declarationAndByteOrderMarkOfUtf8Stay() {
    String prolog = "\uFEFF<?xml version='1.0' encoding='utf-8'?>\n<!-- first -->";
    SoapMessage request = soap(prolog + envelope(HEADER, "<getState/>") + "\n");
    assertEquals(prolog + envelope(HEADER, "<getStateResponse/>") + "\n", text(request.answered()));
  }

  @Test
  void childIsReadAsATree() {
    XmlElement child =
        soap(envelope(HEADER, " <getState><x:a>1</x:a><x:a>2</x:a></getState>")).body();
    assertEquals("getState", child.name().getLocalPart());
    assertEquals(2, child.children("http://x-road.eu/xsd/xroad.xsd", "a").size());
  }
}
