// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;

/** SOAP messages to be changed by tests. */
final class Fixtures {
  static final String HEADER =
      """
      <x:client id:objectType="SUBSYSTEM">
        <id:xRoadInstance>DEV</id:xRoadInstance>
        <id:memberClass>COM</id:memberClass>
        <id:memberCode>4321</id:memberCode>
        <id:subsystemCode>TestClient</id:subsystemCode>
      </x:client>
      <x:service id:objectType="SERVICE">
        <id:xRoadInstance>DEV</id:xRoadInstance>
        <id:memberClass>COM</id:memberClass>
        <id:memberCode>1234</id:memberCode>
        <id:subsystemCode>TestService</id:subsystemCode>
        <id:serviceCode>getState</id:serviceCode>
        <id:serviceVersion>v1</id:serviceVersion>
      </x:service>
      <x:userId> EE123 </x:userId>
      <x:id>abc-1</x:id>
      <x:issue>i</x:issue>
      <x:protocolVersion>4.0</x:protocolVersion>
      """;

  private Fixtures() {}

  static String request() {
    return envelope(HEADER, "<t:getState xmlns:t=\"urn:t\"><a>1</a></t:getState>");
  }

  static String response() {
    return envelope(HEADER, "<t:getStateResponse xmlns:t=\"urn:t\">ok</t:getStateResponse>");
  }

  static String envelope(String header, String body) {
    return parts("<s:Header>" + header + "</s:Header><s:Body>" + body + "</s:Body>");
  }

  static String parts(String inside) {
    return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:x=\"http://x-road.eu/xsd/xroad.xsd\""
        + " xmlns:r=\"http://x-road.eu/xsd/representation.xsd\""
        + " xmlns:id=\"http://x-road.eu/xsd/identifiers\">"
        + inside
        + "</s:Envelope>";
  }

  static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  static SoapMessage soap(String text) {
    return SoapMessage.parse(text.getBytes(UTF_8), "text/xml; charset=UTF-8");
  }

  static String text(SoapMessage message) {
    return new String(message.bytes(), UTF_8);
  }
}
