// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * One element of a small immutable tree, for documents off the message path (configuration,
 * manifests). Comments and processing instructions are dropped, {@code text} is what stands
 * directly in the element, in one string.
 *
 * @param attributes without the namespace declarations
 */
public record XmlElement(
    QName name, Map<QName, String> attributes, List<XmlElement> children, String text) {

  public XmlElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  public static XmlElement parse(byte[] document) {
    return parse(document, XmlLimits.DEFAULT);
  }

  public static XmlElement parse(byte[] document, XmlLimits limits) {
    var reader = XmlReader.of(document, limits);
    reader.nextTag();
    XmlElement root = read(reader);
    while (reader.token() != XmlReader.Token.EOF) {
      reader.next();
    }
    return root;
  }

  /** The element whose {@code START} is the current token; leaves the reader at its {@code END}. */
  public static XmlElement read(XmlReader reader) {
    if (reader.token() != XmlReader.Token.START) {
      throw reader.unexpected("an element");
    }
    QName name = reader.name();
    var attributes = new HashMap<QName, String>();
    for (int i = 0; i < reader.attributeCount(); i++) {
      var key = new QName(reader.attributeNamespace(i), reader.attributeLocalName(i));
      attributes.put(key, reader.attributeValue(i));
    }
    var children = new ArrayList<XmlElement>();
    var text = new StringBuilder();
    while (reader.next() != XmlReader.Token.END) {
      if (reader.token() == XmlReader.Token.START) {
        children.add(read(reader));
      } else if (reader.token() == XmlReader.Token.TEXT) {
        text.append(reader.text());
      }
    }
    return new XmlElement(name, attributes, children, text.toString());
  }

  public boolean is(String namespace, String localName) {
    return name.getLocalPart().equals(localName) && name.getNamespaceURI().equals(namespace);
  }

  public List<XmlElement> children(String namespace, String localName) {
    return children.stream().filter(child -> child.is(namespace, localName)).toList();
  }

  /** The child of that name; two of them are refused. */
  public Optional<XmlElement> child(String namespace, String localName) {
    List<XmlElement> found = children(namespace, localName);
    if (found.size() > 1) {
      throw invalid("more than one '%s' in '%s'".formatted(localName, name.getLocalPart()));
    }
    return found.stream().findFirst();
  }

  public XmlElement required(String namespace, String localName) {
    return child(namespace, localName)
        .orElseThrow(() -> invalid("no '%s' in '%s'".formatted(localName, name.getLocalPart())));
  }

  /** The text of the child of that name, which must have no children. */
  public Optional<String> childText(String namespace, String localName) {
    return child(namespace, localName).map(XmlElement::textOnly);
  }

  public String requiredText(String namespace, String localName) {
    return required(namespace, localName).textOnly();
  }

  /** The text of an element that has no children. */
  public String textOnly() {
    if (!children.isEmpty()) {
      throw invalid("element inside '%s', which holds text".formatted(name.getLocalPart()));
    }
    return text;
  }

  /** An attribute without a namespace. */
  public Optional<String> attribute(String localName) {
    return attribute("", localName);
  }

  public Optional<String> attribute(String namespace, String localName) {
    return Optional.ofNullable(attributes.get(new QName(namespace, localName)));
  }

  public String requiredAttribute(String localName) {
    return attribute(localName)
        .orElseThrow(
            () -> invalid("no attribute '%s' at '%s'".formatted(localName, name.getLocalPart())));
  }

  private static Fault invalid(String text) {
    return new Fault(FaultCode.INVALID_XML, "Invalid XML: " + text);
  }
}
