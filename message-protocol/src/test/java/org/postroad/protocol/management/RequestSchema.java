// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.postroad.protocol.xml.XmlWriter;
import org.xml.sax.SAXException;

/** Rows B09 and B40 to B47 as a schema, for the bodies that are written here. */
final class RequestSchema {
  private static final String IDENTIFIERS =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
          targetNamespace="http://x-road.eu/xsd/identifiers"
          xmlns="http://x-road.eu/xsd/identifiers">
        <xs:attribute name="objectType" type="xs:string"/>
        <xs:complexType name="client"><xs:sequence>
          <xs:element name="xRoadInstance" type="xs:string"/>
          <xs:element name="memberClass" type="xs:string"/>
          <xs:element name="memberCode" type="xs:string"/>
          <xs:element name="subsystemCode" type="xs:string" minOccurs="0"/>
        </xs:sequence><xs:attribute ref="objectType" use="required"/></xs:complexType>
        <xs:complexType name="server"><xs:sequence>
          <xs:element name="xRoadInstance" type="xs:string"/>
          <xs:element name="memberClass" type="xs:string"/>
          <xs:element name="memberCode" type="xs:string"/>
          <xs:element name="serverCode" type="xs:string"/>
        </xs:sequence><xs:attribute ref="objectType" use="required" fixed="SERVER"/></xs:complexType>
      </xs:schema>
      """;

  private static final String REQUEST =
      """
      <xs:element name="NAME"><xs:complexType><xs:sequence>
        <xs:element name="server" type="id:server"/>CHILDREN
      </xs:sequence></xs:complexType></xs:element>
      """;
  private static final String CLIENT = "<xs:element name=\"client\" type=\"id:client\"/>";
  private static final String CERTIFICATE =
      "<xs:element name=\"authCert\" type=\"xs:base64Binary\"/>";

  private final Schema schema;

  RequestSchema() throws SAXException {
    String requests =
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" elementFormDefault=\"qualified\""
            + " targetNamespace=\"http://x-road.eu/xsd/xroad.xsd\""
            + " xmlns:id=\"http://x-road.eu/xsd/identifiers\">"
            + "<xs:import namespace=\"http://x-road.eu/xsd/identifiers\"/>"
            + request(
                "authCertReg",
                optional("address")
                    + CERTIFICATE
                    + "<xs:element name=\"dryRun\" type=\"xs:boolean\" minOccurs=\"0\"/>")
            + request("authCertDeletion", CERTIFICATE)
            + request("clientReg", CLIENT + optional("subsystemName"))
            + request("clientDeletion", CLIENT)
            + request("clientDisable", CLIENT)
            + request("clientEnable", CLIENT)
            + request("clientRename", CLIENT + required("subsystemName"))
            + request("ownerChange", CLIENT)
            + request("addressChange", required("address"))
            + request("maintenanceModeEnable", optional("message"))
            + request("maintenanceModeDisable", "")
            + "</xs:schema>";
    this.schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(new Source[] {source(IDENTIFIERS), source(requests)});
  }

  private static String request(String name, String children) {
    return REQUEST.replace("NAME", name).replace("CHILDREN", children);
  }

  private static String required(String name) {
    return "<xs:element name=\"" + name + "\" type=\"xs:string\"/>";
  }

  private static String optional(String name) {
    return "<xs:element name=\"" + name + "\" type=\"xs:string\" minOccurs=\"0\"/>";
  }

  private static Source source(String text) {
    return new StreamSource(new StringReader(text));
  }

  /** Judges the child of the body of a message that {@link ManagementMessage} wrote. */
  void validate(ManagementMessage message) throws SAXException, IOException {
    var xml = new XmlWriter();
    RequestBody.write(xml, message.request());
    String body = new String(xml.toByteArray(), UTF_8);
    String declared =
        body.replaceFirst(
            ">",
            " xmlns:xroad=\"http://x-road.eu/xsd/xroad.xsd\""
                + " xmlns:id=\"http://x-road.eu/xsd/identifiers\">");
    byte[] bytes = declared.getBytes(UTF_8);
    schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(bytes)));
  }
}
