// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** The JDK's parser, hardened, as a second opinion; and documents as comparable lists of events. */
final class JdkXml {
  private JdkXml() {}

  static Document parse(byte[] document) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setExpandEntityReferences(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(
        new DefaultHandler() {
          @Override
          public void fatalError(SAXParseException e) throws SAXParseException {
            throw e;
          }
        });
    return builder.parse(new ByteArrayInputStream(document));
  }

  /** The first element with a start tag, in document order, that {@code skip} others precede. */
  static Element element(Document document, int skip) {
    return (Element) document.getElementsByTagNameNS("*", "*").item(skip);
  }

  static List<String> events(Document document) {
    var events = new ArrayList<String>();
    for (Node n = document.getFirstChild(); n != null; n = n.getNextSibling()) {
      walk(n, events);
    }
    return events;
  }

  private static void walk(Node node, List<String> events) {
    switch (node.getNodeType()) {
      case Node.ELEMENT_NODE -> {
        events.add(start((Element) node));
        for (Node n = node.getFirstChild(); n != null; n = n.getNextSibling()) {
          walk(n, events);
        }
        events.add("END");
      }
      case Node.TEXT_NODE, Node.CDATA_SECTION_NODE -> text(node.getNodeValue(), events);
      case Node.COMMENT_NODE -> events.add("COMMENT " + node.getNodeValue());
      case Node.PROCESSING_INSTRUCTION_NODE ->
          events.add("PI " + node.getNodeName() + " " + node.getNodeValue());
      default -> throw new IllegalStateException("node type " + node.getNodeType());
    }
  }

  private static void text(String text, List<String> events) {
    if (text.isEmpty()) {
      return;
    }
    String last = events.getLast();
    if (last.startsWith("TEXT ")) {
      events.set(events.size() - 1, last + text);
    } else {
      events.add("TEXT " + text);
    }
  }

  private static String start(Element element) {
    var parts = new ArrayList<String>();
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node a = attributes.item(i);
      parts.add(a.getNodeName() + "{" + a.getNamespaceURI() + "}=" + a.getNodeValue());
    }
    parts.sort(null);
    return "START " + element.getNodeName() + "{" + element.getNamespaceURI() + "}" + parts;
  }

  /** The same list from our reader. */
  static List<String> events(XmlReader reader) {
    var events = new ArrayList<String>();
    while (reader.next() != XmlReader.Token.EOF) {
      switch (reader.token()) {
        case START -> events.add(start(reader));
        case END -> events.add("END");
        case TEXT -> text(reader.text(), events);
        case COMMENT -> events.add("COMMENT " + reader.text());
        case PROCESSING_INSTRUCTION -> events.add(instruction(reader.text()));
        case EOF -> throw new IllegalStateException();
      }
    }
    return events;
  }

  private static String instruction(String inside) {
    String[] parts = inside.split("[ \\t\\n]+", 2);
    return "PI " + parts[0] + " " + (parts.length == 2 ? parts[1] : "");
  }

  private static String start(XmlReader reader) {
    var parts = new ArrayList<String>();
    for (int i = 0; i < reader.namespaceCount(); i++) {
      String prefix = reader.namespacePrefix(i);
      String name = prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix;
      parts.add(name + "{" + Namespaces.XMLNS + "}=" + reader.namespaceUri(i));
    }
    for (int i = 0; i < reader.attributeCount(); i++) {
      String prefix = reader.attributePrefix(i);
      String name = (prefix.isEmpty() ? "" : prefix + ":") + reader.attributeLocalName(i);
      parts.add(
          name + "{" + orNull(reader.attributeNamespace(i)) + "}=" + reader.attributeValue(i));
    }
    parts.sort(null);
    String name = (reader.prefix().isEmpty() ? "" : reader.prefix() + ":") + reader.localName();
    return "START " + name + "{" + orNull(reader.namespace()) + "}" + parts;
  }

  private static String orNull(String uri) {
    return uri.isEmpty() ? "null" : uri;
  }
}
