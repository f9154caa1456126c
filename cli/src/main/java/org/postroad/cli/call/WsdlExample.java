// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroad.cli.output.Printable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlWriter;

/**
 * The request of one operation of a WSDL 1.1 with schemas inside it, every element once. What is
 * referred to is looked up by its local name.
 */
final class WsdlExample {
  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  private static final String XSD = "http://www.w3.org/2001/XMLSchema";
  private static final int MOST_DEPTH = 12;
  private static final int MOST_ELEMENTS = 1000;
  private static final Set<String> GROUPS = Set.of("sequence", "all", "choice");
  private static final Map<String, String> BUILT_IN =
      Map.of(
          "date", "2026-01-31",
          "dateTime", "2026-01-31T12:00:00Z",
          "time", "12:00:00",
          "gYear", "2026",
          "boolean", "true",
          "base64Binary", "c29tZXRoaW5n",
          "hexBinary", "00",
          "anyURI", "https://example.org/");
  private static final Set<String> NUMBERS =
      Set.of(
          "int",
          "integer",
          "long",
          "short",
          "byte",
          "decimal",
          "double",
          "float",
          "unsignedInt",
          "unsignedLong",
          "unsignedShort",
          "nonNegativeInteger",
          "positiveInteger");

  /** A declaration or type and the schema it stands in. */
  private record Declared(XmlElement element, XmlElement schema) {
    String namespace() {
      return schema.attribute("targetNamespace").orElse("");
    }

    boolean isQualified() {
      return element
          .attribute("form")
          .or(() -> schema.attribute("elementFormDefault"))
          .orElse("unqualified")
          .equals("qualified");
    }

    Declared other(XmlElement inside) {
      return new Declared(inside, schema);
    }
  }

  private final XmlElement definitions;
  private final Map<String, Declared> elements = new HashMap<>();
  private final Map<String, Declared> types = new HashMap<>();
  private final XmlWriter xml = new XmlWriter();
  private int written;

  private WsdlExample(XmlElement definitions) {
    this.definitions = definitions;
    definitions.children(WSDL, "types").stream()
        .flatMap(all -> all.children(XSD, "schema").stream())
        .forEach(this::index);
  }

  static List<ExampleRequest> of(byte[] wsdl, ServiceId service) {
    try {
      String body = new WsdlExample(XmlElement.parse(wsdl)).request(service.serviceCode());
      List<String> arguments = new ArrayList<>(List.of("call", "soap"));
      arguments.addAll(List.of(CalledService.written(service).split(" ")));
      arguments.addAll(List.of("--body", "-"));
      return List.of(new ExampleRequest(service.serviceCode(), "", arguments, body));
    } catch (Fault unreadable) {
      throw new CallFailed("The WSDL cannot be read: " + unreadable.text());
    }
  }

  private void index(XmlElement schema) {
    for (XmlElement child : schema.children()) {
      String name = child.attribute("name").orElse("");
      var declared = new Declared(child, schema);
      switch (child.name().getLocalPart()) {
        case "element" -> elements.putIfAbsent(name, declared);
        case "complexType", "simpleType" -> types.putIfAbsent(name, declared);
        default -> {}
      }
    }
  }

  private String request(String operation) {
    List<XmlElement> parts =
        definitions.children(WSDL, "portType").stream()
            .flatMap(port -> port.children(WSDL, "operation").stream())
            .filter(each -> each.attribute("name").orElse("").equals(operation))
            .flatMap(each -> each.child(WSDL, "input").stream())
            .map(input -> local(input.attribute("message").orElse("")))
            .flatMap(message -> parts(message).stream())
            .toList();
    Optional<Declared> root =
        parts.stream()
            .flatMap(part -> part.attribute("element").stream())
            .flatMap(name -> found(elements, name).stream())
            .findFirst();
    if (root.isPresent()) {
      write(root.get(), "", true, 0);
    } else {
      remoteCall(operation, parts);
    }
    return new String(xml.toByteArray(), StandardCharsets.UTF_8);
  }

  private List<XmlElement> parts(String message) {
    return definitions.children(WSDL, "message").stream()
        .filter(each -> each.attribute("name").orElse("").equals(message))
        .flatMap(each -> each.children(WSDL, "part").stream())
        .toList();
  }

  /** Of the older style: the operation with its parts inside. */
  private void remoteCall(String operation, List<XmlElement> parts) {
    xml.start(operation);
    String namespace = definitions.attribute("targetNamespace").orElse("");
    xml.attribute("xmlns", namespace);
    for (XmlElement part : parts) {
      line(1);
      xml.start(part.attribute("name").orElse("part")).attribute("xmlns", "");
      content(new Declared(part, definitions), "", 1);
      xml.end();
    }
    line(0);
    xml.end();
  }

  private void line(int depth) {
    xml.text("\n" + "  ".repeat(depth));
  }

  private static String local(String qualifiedName) {
    return qualifiedName.substring(qualifiedName.indexOf(':') + 1);
  }

  private static Optional<Declared> found(Map<String, Declared> in, String qualifiedName) {
    return Optional.ofNullable(in.get(local(qualifiedName)));
  }

  private void write(Declared declared, String parentNamespace, boolean global, int depth) {
    Optional<Declared> referred =
        declared.element().attribute("ref").flatMap(name -> found(elements, name));
    if (referred.isPresent()) {
      write(referred.get(), parentNamespace, true, depth);
      return;
    }
    String namespace = global || declared.isQualified() ? declared.namespace() : "";
    xml.start(declared.element().attribute("name").orElse("element"));
    if (!namespace.equals(parentNamespace)) {
      xml.attribute("xmlns", namespace);
    }
    content(declared, namespace, depth);
    xml.end();
  }

  private void content(Declared declared, String namespace, int depth) {
    Optional<String> type = declared.element().attribute("type");
    Optional<Declared> definition =
        type.flatMap(name -> found(types, name))
            .or(() -> inside(declared, "complexType"))
            .or(() -> inside(declared, "simpleType"));
    written++;
    if (definition.isPresent() && depth < MOST_DEPTH && written < MOST_ELEMENTS) {
      defined(definition.get(), namespace, depth);
    } else if (definition.isEmpty()) {
      xml.text(value(type.orElse("string")));
    }
  }

  private static Optional<Declared> inside(Declared declared, String name) {
    return declared.element().child(XSD, name).map(declared::other);
  }

  private void defined(Declared type, String namespace, int depth) {
    if (type.element().is(XSD, "simpleType")) {
      xml.text(simple(type.element()));
      return;
    }
    List<Declared> children = new ArrayList<>();
    gather(type, children, depth);
    for (Declared child : children) {
      line(depth + 1);
      write(child, namespace, false, depth + 1);
    }
    if (!children.isEmpty()) {
      line(depth);
    }
  }

  /** The elements of a type, those of the one it extends first; of a choice only one. */
  private void gather(Declared type, List<Declared> into, int depth) {
    for (XmlElement child : type.element().children()) {
      String name = child.name().getLocalPart();
      if (name.equals("element")) {
        into.add(type.other(child));
      } else if (GROUPS.contains(name) || name.equals("complexContent")) {
        gather(type.other(child), into, depth);
      } else if (name.equals("extension") && depth + into.size() < MOST_DEPTH * MOST_DEPTH) {
        child
            .attribute("base")
            .flatMap(base -> found(types, base))
            .filter(base -> !base.element().equals(type.element()))
            .ifPresent(base -> gather(base, into, depth + MOST_DEPTH));
        gather(type.other(child), into, depth);
      }
      if (type.element().is(XSD, "choice") && !into.isEmpty()) {
        return;
      }
    }
  }

  private static String simple(XmlElement type) {
    Optional<XmlElement> restriction = type.child(XSD, "restriction");
    return restriction
        .flatMap(each -> each.children(XSD, "enumeration").stream().findFirst())
        .flatMap(each -> each.attribute("value"))
        .map(Printable::escape)
        .orElseGet(
            () -> value(restriction.flatMap(each -> each.attribute("base")).orElse("string")));
  }

  private static String value(String type) {
    String name = local(type);
    return NUMBERS.contains(name) ? "1" : BUILT_IN.getOrDefault(name, "string");
  }
}
