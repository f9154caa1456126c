// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlLimits;
import org.postroad.protocol.xml.XmlReader;

/**
 * What the catalogue takes from a WSDL 1.1: the titles of its operations, written as {@code
 * <xrd:title>} in their documentation, and its meaning. The meaning is all elements, attributes,
 * namespace declarations and text, but no comments or instructions, no white space around text, and
 * no {@code location} of an {@code address}, which tells where the service runs.
 */
final class WsdlDocument {
  private static final String NAMESPACE = "http://schemas.xmlsoap.org/wsdl/";
  private static final XmlLimits LIMITS = XmlLimits.DEFAULT;

  private final Map<String, String> titles = new HashMap<>();
  private final Digest meaning;

  private WsdlDocument(byte[] wsdl, int mostBytes) {
    XmlLimits limits = LIMITS.withDocumentBytes(mostBytes);
    this.meaning = meaning(XmlReader.of(wsdl, limits));
    readTitles(XmlReader.of(wsdl, limits));
  }

  /**
   * Reads a description.
   *
   * @throws Fault {@code invalid_xml} for what is no WSDL
   */
  static WsdlDocument read(byte[] wsdl, int mostBytes) {
    return new WsdlDocument(wsdl, mostBytes);
  }

  Digest meaning() {
    return meaning;
  }

  /** Of the operation of that name. */
  Optional<String> title(String operation) {
    return Optional.ofNullable(titles.get(operation)).filter(text -> !text.isEmpty());
  }

  private void readTitles(XmlReader xml) {
    xml.nextTag();
    xml.require(XmlReader.Token.START, NAMESPACE, "definitions");
    while (xml.nextTag() == XmlReader.Token.START) {
      if (xml.isStart(NAMESPACE, "portType")) {
        XmlElement.read(xml).children(NAMESPACE, "operation").forEach(this::readTitle);
      } else {
        xml.skipElement();
      }
    }
  }

  private void readTitle(XmlElement operation) {
    String title =
        operation.children(NAMESPACE, "documentation").stream()
            .flatMap(documentation -> documentation.children().stream())
            .filter(element -> element.name().getLocalPart().equals("title"))
            .map(element -> element.text().strip())
            .findFirst()
            .orElse("");
    operation.attribute("name").ifPresent(name -> titles.putIfAbsent(name, title));
  }

  private static Digest meaning(XmlReader xml) {
    var digest = new MeaningDigest();
    while (xml.next() != XmlReader.Token.EOF) {
      switch (xml.token()) {
        case START -> addStart(digest, xml);
        case END -> digest.add('>', "");
        case TEXT -> {
          if (!xml.isWhiteSpace()) {
            digest.add('t', xml.text().strip());
          }
        }
        case COMMENT, PROCESSING_INSTRUCTION, EOF -> {}
      }
    }
    return digest.finish();
  }

  private static void addStart(MeaningDigest digest, XmlReader xml) {
    digest.add('<', '{' + xml.namespace() + '}' + xml.localName());
    var parts = new TreeSet<String>();
    for (int i = 0; i < xml.namespaceCount(); i++) {
      parts.add("xmlns:" + xml.namespacePrefix(i) + '=' + xml.namespaceUri(i));
    }
    boolean address = xml.localName().equals("address");
    for (int i = 0; i < xml.attributeCount(); i++) {
      String name = xml.attributeLocalName(i);
      if (!(address && name.equals("location"))) {
        parts.add('{' + xml.attributeNamespace(i) + '}' + name + '=' + xml.attributeValue(i));
      }
    }
    parts.forEach(part -> digest.add('a', part));
  }
}
