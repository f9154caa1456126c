// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;

/** Bodies of questions about monitoring: children in their order and no others (G-014, G-025). */
final class QueryXml {
  private QueryXml() {}

  /** The body's child, which must be that element. */
  static XmlElement root(XmlElement body, String namespace, String name) {
    if (!body.is(namespace, name)) {
      throw invalid("Expected {" + namespace + "}" + name + " in the body, found " + body.name());
    }
    return body;
  }

  /** Refuses children other than these, or in another order. */
  static void requireOnly(XmlElement element, String namespace, String... names) {
    int at = 0;
    for (XmlElement child : element.children()) {
      while (at < names.length && !child.is(namespace, names[at])) {
        at++;
      }
      if (at == names.length) {
        throw invalid(
            "Unexpected element "
                + child.name()
                + " in "
                + element.name().getLocalPart()
                + ", expected "
                + String.join(", ", List.of(names)));
      }
    }
  }

  /** A member or subsystem in a child of that name. */
  static Optional<ClientId> client(XmlElement parent, String namespace) {
    return parent.child(namespace, "client").map(QueryXml::client);
  }

  private static ClientId client(XmlElement element) {
    requireOnly(
        element,
        Namespaces.IDENTIFIERS,
        "xRoadInstance",
        "memberClass",
        "memberCode",
        "subsystemCode");
    return ClientId.of(
        element.requiredText(Namespaces.IDENTIFIERS, "xRoadInstance"),
        element.requiredText(Namespaces.IDENTIFIERS, "memberClass"),
        element.requiredText(Namespaces.IDENTIFIERS, "memberCode"),
        element.childText(Namespaces.IDENTIFIERS, "subsystemCode"));
  }

  /** A whole number of the range that fits into 63 bits. */
  static long number(XmlElement parent, String namespace, String name) {
    String text = parent.requiredText(namespace, name).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException noNumber) {
      throw invalid(name + " is '" + text + "', expected a whole number");
    }
  }

  /** The caller's mistake (G-017). */
  static Fault invalid(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text)
        .within(FaultCode.CLIENT)
        .within(FaultCode.OP_MONITOR);
  }
}
