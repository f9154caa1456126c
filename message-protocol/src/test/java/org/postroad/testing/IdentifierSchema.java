// SPDX-License-Identifier: MIT
package org.postroad.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What row A-017 says of identifiers, as a schema: their parts in one order, and a qualified
 * attribute with one of six values. For whatever we write ourselves; what others write is read in
 * any order.
 */
public final class IdentifierSchema {
  private static final String IDENTIFIERS = "http://x-road.eu/xsd/identifiers";

  private static final String TYPES =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
          xmlns="http://x-road.eu/xsd/identifiers"
          targetNamespace="http://x-road.eu/xsd/identifiers" elementFormDefault="qualified">
        <xs:simpleType name="objectType">
          <xs:restriction base="xs:string">
            <xs:enumeration value="MEMBER"/>
            <xs:enumeration value="SUBSYSTEM"/>
            <xs:enumeration value="SERVER"/>
            <xs:enumeration value="GLOBALGROUP"/>
            <xs:enumeration value="LOCALGROUP"/>
            <xs:enumeration value="SERVICE"/>
          </xs:restriction>
        </xs:simpleType>
        <xs:attribute name="objectType" type="objectType"/>
        <xs:complexType name="identifier">
          <xs:sequence>
            <xs:element name="xRoadInstance" type="xs:string" minOccurs="0"/>
            <xs:element name="memberClass" type="xs:string" minOccurs="0"/>
            <xs:element name="memberCode" type="xs:string" minOccurs="0"/>
            <xs:element name="subsystemCode" type="xs:string" minOccurs="0"/>
            <xs:element name="groupCode" type="xs:string" minOccurs="0"/>
            <xs:element name="serviceCode" type="xs:string" minOccurs="0"/>
            <xs:element name="serviceVersion" type="xs:string" minOccurs="0"/>
            <xs:element name="serverCode" type="xs:string" minOccurs="0"/>
          </xs:sequence>
          <xs:attribute ref="objectType" use="required"/>
        </xs:complexType>
      </xs:schema>
      """;

  private static final String ELEMENTS =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
          xmlns:id="http://x-road.eu/xsd/identifiers"
          targetNamespace="http://x-road.eu/xsd/xroad.xsd" elementFormDefault="qualified">
        <xs:import namespace="http://x-road.eu/xsd/identifiers"/>
        <xs:element name="client" type="id:identifier"/>
        <xs:element name="service" type="id:identifier"/>
        <xs:element name="securityServer" type="id:identifier"/>
      </xs:schema>
      """;

  private final Schema schema;

  public IdentifierSchema() {
    try {
      SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      this.schema = factory.newSchema(new Source[] {source(TYPES), source(ELEMENTS)});
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Source source(String text) {
    return new StreamSource(new StringReader(text));
  }

  /**
   * Judges every identifier of a document, at any depth; there must be one.
   *
   * @return how many there are
   */
  public int validate(byte[] document) throws SAXException, IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    try {
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var elements =
          factory
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(document))
              .getElementsByTagNameNS("*", "*");
      int identifiers = 0;
      for (int i = 0; i < elements.getLength(); i++) {
        if (elements.item(i) instanceof Element element
            && element.hasAttributeNS(IDENTIFIERS, "objectType")) {
          schema.newValidator().validate(new DOMSource(element));
          identifiers++;
        }
      }
      if (identifiers == 0) {
        throw new IllegalArgumentException("no identifier with a qualified objectType");
      }
      return identifiers;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
