// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Addresses taken out of a WSDL (F-015, F-016). */
final class WsdlAddressesTest {
  private static final String START =
      "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/'"
          + " xmlns:soap='http://schemas.xmlsoap.org/wsdl/soap/'"
          + " xmlns:soap12='http://schemas.xmlsoap.org/wsdl/soap12/' xmlns:o='urn:other'>";
  private static final String END = "</w:definitions>";

  private static String replaced(String wsdl) {
    return new String(WsdlAddresses.replaced(wsdl.getBytes(UTF_8)), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<soap:address location='http://inner/a'/> | <soap:address location='%s'/>",
        "<soap:address~ location = \"http://inner/a?b&amp;c\"  x='1' ></soap:address>"
            + " | <soap:address~ location = \"%s\"  x='1' ></soap:address>",
        "<soap:address location=''/> | <soap:address location='%s'/>",
        "<address xmlns='http://schemas.xmlsoap.org/wsdl/soap/' location='x'/>"
            + " | <address xmlns='http://schemas.xmlsoap.org/wsdl/soap/' location='%s'/>",
        "<q:address xmlns:q='http://schemas.xmlsoap.org/wsdl/soap&#x2F;' location='x'/>"
            + " | <q:address xmlns:q='http://schemas.xmlsoap.org/wsdl/soap&#x2F;' location='%s'/>",
        "<soap:address location='a'/><!-- b --><soap:address o:location='c' location='d'/>"
            + " | <soap:address location='%s'/><!-- b -->"
            + "<soap:address o:location='c' location='%s'/>",
      })
  void locationOfSoap11IsReplaced(String before, String after) {
    String expected = after.replace("%s", "http://example.org/xroad-endpoint");
    assertEquals(
        START + expected.replace('~', '\n') + END,
        replaced(START + before.replace('~', '\n') + END));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<soap12:address location='http://inner/a'/>",
        "<o:address location='http://inner/a'/>",
        "<address location='http://inner/a'/>",
        "<soap:body location='http://inner/a'/>",
        "<soap:address o:location='http://inner/a'/>",
        "<soap:address xlocation='http://inner/a'/>",
        "<!-- <soap:address location='http://inner/a'/> -->",
        "<![CDATA[<soap:address location='http://inner/a'/>]]>",
        "<w:import location='http://inner/a'/>",
        "<?soap address location='http://inner/a'?>",
      })
  void everythingElseStays(String content) {
    String wsdl =
        "\uFEFF<?xml version='1.0' encoding='utf-8' ?>\r\n<!-- \u00E4 -->\n"
            + START
            + "\t\r\n"
            + content
            + END
            + "\n<!-- end -->\n";
    assertEquals(wsdl, replaced(wsdl));
  }

  @Test
  void otherEncodingsBecomeUtf8() {
    String content = START + "<!-- \u00E4 --><soap:address location='x'/>" + END;
    String expected =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + content.replace("'x'", "'http://example.org/xroad-endpoint'");
    for (Charset charset : new Charset[] {ISO_8859_1, UTF_16LE}) {
      String head = charset.equals(UTF_16LE) ? "\uFEFF" : "<?xml version='1.0' encoding='latin1'?>";
      byte[] wsdl = (head + content).getBytes(charset);
      assertEquals(expected, new String(WsdlAddresses.replaced(wsdl), UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<html/>",
        "<definitions/>",
        "<description xmlns='http://www.w3.org/ns/wsdl'/>",
        "<!DOCTYPE d SYSTEM 'http://inner/x'><d xmlns='http://schemas.xmlsoap.org/wsdl/'/>",
        START + "<soap:address location='a'>" + END,
        START + "<soap:address location='a'/>" + END + "<more/>",
        START + "&entity;" + END,
      })
  void whatIsNoWsdlIsRefused(String text) {
    Fault fault = assertThrows(Fault.class, () -> replaced(text));
    assertEquals(FaultCode.INVALID_XML, fault.code());
    assertTrue(fault.text().startsWith("Invalid XML"), fault.text());
  }
}
