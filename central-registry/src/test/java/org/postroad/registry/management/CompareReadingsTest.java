// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.postroad.registry.TestCertificates.assertFault;
import static org.postroad.registry.management.Fixtures.SERVER;
import static org.postroad.registry.management.Fixtures.SHOP;
import static org.postroad.registry.management.Fixtures.message;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.management.ManagementMessage;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.SubmittedRequest.Plain;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A second reader that reads anything else than what was proven. */
class CompareReadingsTest {
  private static final ManagementMessage MESSAGE =
      message(new ClientRename(SERVER, SHOP, "Pood & <pojad>"));

  private static Element child(Element element, int index) {
    NodeList children = element.getChildNodes();
    return (Element) children.item(index);
  }

  private static Agreed compare(String operation, String otherReading) throws Exception {
    Element envelope =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(otherReading.getBytes(UTF_8)))
            .getDocumentElement();
    Element header = child(envelope, 0);
    List<Element> headers =
        IntStream.range(0, header.getChildNodes().getLength())
            .mapToObj(index -> child(header, index))
            .toList();
    var received = new Received(new Plain(MESSAGE), Fixtures.configuration(), Fixtures.NOW);
    var checked = new Checked(new Proven(received, Optional.empty()));
    return new CompareReadings().apply(checked, operation, headers, child(child(envelope, 1), 0));
  }

  private static String soap() {
    return new String(MESSAGE.soap().bytes(), UTF_8);
  }

  @Test
  void prefixesCommentsAndSectionsAreSpelledAsOneLikes() throws Exception {
    for (String reading :
        List.of(
            soap(),
            soap().replace("id:", "x:").replace("xmlns:id", "xmlns:x"),
            soap().replace("Pood", "<!-- a comment -->Po<?and more?><![CDATA[od]]>"))) {
      assertEquals(MESSAGE, compare("clientRename", reading).checked().message());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Pood | POOD",
        "Pood | ~Pood ~",
        "<id:subsystemCode>Shop | <id:subsystemCode>Shops",
        "<id:serverCode>SS1 | <id:serverCode>SS2",
        "id:objectType='SUBSYSTEM' | id:objectType='MEMBER'",
        "id:objectType='SUBSYSTEM' | ~~",
        "id:objectType='SUBSYSTEM' | id:objectType='SUBSYSTEM' other='x'",
        "id:objectType='SUBSYSTEM' | objectType='SUBSYSTEM'",
        "<xroad:subsystemName> | <xroad:subsystemName/><xroad:subsystemName>",
        "xroad:subsystemName> | xroad:name>",
        "xroad:subsystemName> | id:subsystemName>",
        "xroad:clientRename> | xroad:clientReg>",
        "<xroad:id>6f1c | <xroad:id>6f1d",
        "<id:serviceCode>clientRename | <id:serviceCode>clientReg",
        "<xroad:protocolVersion> | <xroad:issue>1</xroad:issue><xroad:protocolVersion>",
        "<xroad:protocolVersion>4.0</xroad:protocolVersion> | ~~"
      })
  void anyOtherReadingIsRefused(String right, String wrong) throws Exception {
    String other = soap().replace(right.replace('\'', '"'), wrong.replace('\'', '"'));
    assertNotEquals(soap(), other);
    assertFault(FaultCode.INVALID_REQUEST, () -> compare("clientRename", other));
  }

  @Test
  void anotherOperationIsRefused() {
    assertFault(FaultCode.INVALID_REQUEST, () -> compare("clientReg", soap()));
  }
}
