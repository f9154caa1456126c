// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.Endpoints;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/** The services a WSDL describes. */
final class WsdlReaderTest {
  private static final String WSDL =
      """
      <?xml version="1.0"?>
      <w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t"
          xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" targetNamespace="urn:t"
          xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
          xmlns:xrd="http://x-road.eu/xsd/xroad.xsd">
        <w:documentation>free <b>text</b></w:documentation>
        <w:import namespace="urn:other" location="http://inner/other.wsdl"/>
        <w:service name="s">
          <w:port name="p" binding="t:b"><soap:address location="http://a.test/soap"/></w:port>
          <w:port name="foreign" binding="xrd:b"><soap:address location="http://no/"/></w:port>
        </w:service>
        <w:portType name="pt">
          <w:operation name="getPerson">
            <w:documentation><xrd:title> A person </xrd:title><xrd:notes>n</xrd:notes>
            </w:documentation>
          </w:operation>
          <w:operation name="other"/>
        </w:portType>
        <w:binding name="b" type="t:pt">
          <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
          <w:operation name="getPerson">
            <soap:operation soapAction=""/><xrd:version> v1 </xrd:version>
          </w:operation>
          <w:operation name="getPerson"><xrd:version>v2</xrd:version></w:operation>
          <w:operation name="other"/>
        </w:binding>
      </w:definitions>
      """;

  private static List<Service> services(String wsdl) {
    return WsdlReader.services(wsdl.getBytes(UTF_8));
  }

  private static Service service(String code, Optional<String> version, Optional<String> title) {
    return new Service(
        code, version, title, "http://a.test/soap", Service.DEFAULT_TIMEOUT, true, Endpoints.NONE);
  }

  @Test
  void operationsOfPortsAreServicesWithVersionAndTitle() {
    Optional<String> title = Optional.of("A person");
    assertEquals(
        List.of(
            service("getPerson", Optional.of("v1"), title),
            service("getPerson", Optional.of("v2"), title),
            service("other", Optional.empty(), Optional.empty())),
        services(WSDL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "soap:binding style | soap12:binding style | 3 | http://a.test/soap",
        "soap:address | soap12:address | 3 | http://a.test/soap",
        "<soap:address | <t:address | 3 | ``",
        "/soap/http | /soap/smtp | 0 | ``",
        "soap:binding style | t:binding style | 0 | ``",
        "binding='t:b' | binding='t:none' | 0 | ``",
        "<xrd:version>v2 | <xrd:version>v1 | 2 | http://a.test/soap",
        "<xrd:version>v2</xrd:version> | <t:version>v2</t:version> | 3 | http://a.test/soap",
        "<w:portType name='pt' | <w:portType name='x' | 3 | http://a.test/soap",
      })
  void onlySoapOverHttpCounts(String from, String to, int count, String url) {
    String quoted = WSDL.replace('"', '\'');
    assertTrue(quoted.contains(from));
    List<Service> services = services(quoted.replace(from, to));
    assertEquals(count, services.size());
    assertTrue(services.stream().allMatch(service -> service.url().equals(url)));
  }

  @Test
  void laterPortWinsForTheSameService() {
    String second =
        "<w:port name='q' binding='t:b'><soap:address location='http://b.test/'/></w:port>";
    List<Service> services = services(WSDL.replace("</w:service>", second + "</w:service>"));
    assertEquals(3, services.size());
    assertEquals("http://b.test/", services.getFirst().url());
  }

  @ParameterizedTest
  @ValueSource(strings = {"listMethods", "getWsdl", "getSecurityServerMetrics", ""})
  void codesThatCannotBeRegisteredAreRefused(String code) {
    String wsdl = WSDL.replace("name=\"other\"", "name=\"" + code + "\"");
    Fault fault = assertThrows(Fault.class, () -> services(wsdl));
    assertEquals(FaultCode.INVALID_REQUEST, fault.code());
    assertTrue(fault.text().contains("'" + code + "'"), fault.text());
  }

  @Test
  void operationThatIsThereTwiceIsRefused() {
    String wsdl =
        WSDL.replace("<w:operation name=\"other\"/>\n  </w:portType>", "</w:portType>")
            .replace("</w:portType>", "<w:operation name=\"getPerson\"/></w:portType>");
    Fault fault = assertThrows(Fault.class, () -> services(wsdl));
    assertEquals(
        "The WSDL cannot be registered: two operations 'getPerson' in port type 'pt'",
        fault.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<definitions/>",
        "<!DOCTYPE x><w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/'/>",
        "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/'><w:portType/></w:definitions>",
        "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/'/><x/>",
        "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/'>"
      })
  void whatIsNoWsdlIsRefused(String text) {
    assertEquals(FaultCode.INVALID_XML, assertThrows(Fault.class, () -> services(text)).code());
  }

  @Test
  void undeclaredPrefixOfAReferenceIsRefused() {
    String wsdl = WSDL.replace("binding=\"t:b\"", "binding=\"u:b\"");
    assertEquals(FaultCode.INVALID_REQUEST, assertThrows(Fault.class, () -> services(wsdl)).code());
  }
}
