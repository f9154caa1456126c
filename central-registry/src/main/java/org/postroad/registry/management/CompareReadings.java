// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import static org.postroad.protocol.xml.Namespaces.SOAP_ENV;
import static org.postroad.protocol.xml.Namespaces.XROAD;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.management.ManagementService;
import org.postroad.protocol.xml.XmlElement;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;

/**
 * Stage: every element, attribute and text that CXF has read is what our own reader has read, of
 * which the values are taken, and the operation that the contract found is the one that was proven.
 * So nobody gains from the two reading one message in two ways.
 */
final class CompareReadings {

  Agreed apply(Checked checked, String operation, List<Element> header, Element body) {
    XmlElement envelope = XmlElement.parse(checked.message().soap().bytes());
    ManagementService service = checked.request().service();
    XmlElement proven = only(envelope, "Body").children().getFirst();
    XmlElement spelled =
        new XmlElement(
            new QName(XROAD, service.code()),
            proven.attributes(),
            proven.children(),
            proven.text());
    boolean same =
        operation.equals(service.code())
            && tree(body).equals(spelled)
            && header.stream()
                .map(CompareReadings::tree)
                .toList()
                .equals(only(envelope, "Header").children());
    if (!same) {
      throw new Fault(
          FaultCode.INVALID_REQUEST, "The request is not read alike by all who read it");
    }
    return new Agreed(checked);
  }

  private static XmlElement only(XmlElement envelope, String name) {
    return envelope.children(SOAP_ENV, name).getFirst();
  }

  private static XmlElement tree(Element element) {
    var children = new ArrayList<XmlElement>();
    var text = new StringBuilder();
    NodeList nodes = element.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element child) {
        children.add(tree(child));
      } else if (node instanceof Text characters) {
        text.append(characters.getData());
      }
    }
    return new XmlElement(name(element), attributes(element), children, text.toString());
  }

  private static Map<QName, String> attributes(Element element) {
    var attributes = new HashMap<QName, String>();
    NamedNodeMap nodes = element.getAttributes();
    for (int i = 0; i < nodes.getLength(); i++) {
      QName name = name(nodes.item(i));
      if (!name.getNamespaceURI().equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI)) {
        attributes.put(name, nodes.item(i).getNodeValue());
      }
    }
    return attributes;
  }

  private static QName name(Node node) {
    return new QName(Optional.ofNullable(node.getNamespaceURI()).orElse(""), node.getLocalName());
  }
}
