// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.xml.namespace.QName;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlReader;
import org.postroad.securityserver.conf.Endpoints;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/**
 * Lists the services that a WSDL 1.1 describes: every operation of a binding of SOAP 1.1 or 1.2
 * over HTTP that a port uses. Documents that it imports are not looked at.
 *
 * <pre>{@code
 * <wsdl:binding name="b" type="t:people"><soap:binding transport="http://.../soap/http"/>
 *   <wsdl:operation name="getPerson"><xrd:version>v1</xrd:version>...</wsdl:operation>
 * </wsdl:binding>
 * <wsdl:service name="s"><wsdl:port name="p" binding="t:b">
 *   <soap:address location="http://..."/></wsdl:port></wsdl:service>
 * }</pre>
 */
public final class WsdlReader {
  private static final String HTTP = "http://schemas.xmlsoap.org/soap/http";

  private final XmlReader xml;
  private final Map<QName, Map<String, String>> portTypes = new HashMap<>();
  private final Map<QName, Binding> bindings = new HashMap<>();
  private final List<Port> ports = new ArrayList<>();

  private record Binding(QName portType, XmlElement element) {}

  private record Port(QName binding, XmlElement element) {}

  private record Key(String code, Optional<String> version) {}

  private WsdlReader(XmlReader xml) {
    this.xml = xml;
  }

  /**
   * The services in their order; where two have the same code and version, the last one counts.
   *
   * @throws Fault {@code invalid_xml} for what is no WSDL, {@code invalid_request} for one whose
   *     services cannot be registered
   */
  public static List<Service> services(byte[] wsdl) {
    WsdlReader reader = new WsdlReader(XmlReader.of(wsdl));
    reader.readDefinitions();
    return reader.services();
  }

  private void readDefinitions() {
    xml.nextTag();
    xml.require(XmlReader.Token.START, Wsdl.NAMESPACE, "definitions");
    String target = xml.attribute("", "targetNamespace").orElse("");
    while (xml.nextTag() == XmlReader.Token.START) {
      if (xml.isStart(Wsdl.NAMESPACE, "portType")) {
        readPortType(target);
      } else if (xml.isStart(Wsdl.NAMESPACE, "binding")) {
        QName name = new QName(target, attribute("name"));
        QName portType = reference("type");
        bindings.put(name, new Binding(portType, XmlElement.read(xml)));
      } else if (xml.isStart(Wsdl.NAMESPACE, "service")) {
        readService();
      } else {
        xml.skipElement();
      }
    }
    while (xml.token() != XmlReader.Token.EOF) {
      xml.next();
    }
  }

  private void readPortType(String target) {
    QName name = new QName(target, attribute("name"));
    Map<String, String> titles = new HashMap<>();
    for (XmlElement operation : XmlElement.read(xml).children(Wsdl.NAMESPACE, "operation")) {
      String title =
          operation
              .child(Wsdl.NAMESPACE, "documentation")
              .flatMap(documentation -> first(documentation, isNamed("title")))
              .map(element -> element.text().strip())
              .orElse("");
      if (titles.put(operation.requiredAttribute("name"), title) != null) {
        throw refused(
            "two operations '"
                + operation.requiredAttribute("name")
                + "' in port type '"
                + name.getLocalPart()
                + "'");
      }
    }
    portTypes.put(name, titles);
  }

  private void readService() {
    while (xml.nextTag() == XmlReader.Token.START) {
      if (xml.isStart(Wsdl.NAMESPACE, "port")) {
        QName binding = reference("binding");
        ports.add(new Port(binding, XmlElement.read(xml)));
      } else {
        xml.skipElement();
      }
    }
  }

  private String attribute(String name) {
    return xml.attribute("", name)
        .orElseThrow(() -> xml.unexpected("an element with attribute '" + name + "'"));
  }

  /** A qualified name, its prefix looked up where it stands. */
  private QName reference(String attribute) {
    String text = attribute(attribute).strip();
    int colon = text.indexOf(':');
    String prefix = text.substring(0, Math.max(0, colon));
    String namespace =
        xml.uriOf(prefix)
            .orElseThrow(() -> refused("namespace prefix '" + prefix + "' is not declared"));
    return new QName(namespace, text.substring(colon + 1));
  }

  private List<Service> services() {
    Map<Key, Service> services = new LinkedHashMap<>();
    for (Port port : ports) {
      Optional.ofNullable(bindings.get(port.binding()))
          .filter(binding -> isOverHttp(binding.element()))
          .ifPresent(binding -> add(services, port, binding));
    }
    return List.copyOf(services.values());
  }

  private static boolean isOverHttp(XmlElement binding) {
    return first(binding, isOfSoap("binding"))
        .flatMap(soap -> soap.attribute("transport"))
        .filter(HTTP::equals)
        .isPresent();
  }

  private void add(Map<Key, Service> services, Port port, Binding binding) {
    String url =
        first(port.element(), isOfSoap("address"))
            .flatMap(address -> address.attribute("location"))
            .orElse("");
    Map<String, String> titles = portTypes.getOrDefault(binding.portType(), Map.of());
    for (XmlElement operation : binding.element().children(Wsdl.NAMESPACE, "operation")) {
      String code = operation.requiredAttribute("name");
      Optional<String> version = first(operation, isNamed("version")).flatMap(WsdlReader::text);
      Optional<String> title =
          Optional.ofNullable(titles.get(code)).filter(text -> !text.isEmpty());
      services.put(new Key(code, version), service(code, version, title, url));
    }
  }

  private static Service service(
      String code, Optional<String> version, Optional<String> title, String url) {
    try {
      return new Service(code, version, title, url, Service.DEFAULT_TIMEOUT, true, Endpoints.NONE);
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
    }
  }

  private static Optional<String> text(XmlElement element) {
    return Optional.of(element.text().strip()).filter(text -> !text.isEmpty());
  }

  private static Optional<XmlElement> first(XmlElement parent, Predicate<XmlElement> condition) {
    return parent.children().stream().filter(condition).findFirst();
  }

  /** In whatever namespace: descriptions of older versions of the protocol have others. */
  private static Predicate<XmlElement> isNamed(String localName) {
    return element -> element.name().getLocalPart().equals(localName);
  }

  private static Predicate<XmlElement> isOfSoap(String localName) {
    return element -> element.is(Wsdl.SOAP, localName) || element.is(Wsdl.SOAP_12, localName);
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, "The WSDL cannot be registered: " + text);
  }
}
