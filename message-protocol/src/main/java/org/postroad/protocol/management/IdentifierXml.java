// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlWriter;

/**
 * Identifiers as elements with a qualified type (D02), the prefixes being {@code xroad} and {@code
 * id}. What is read has exactly the parts of its type, in any order.
 *
 * <pre>{@code
 * <xroad:server id:objectType="SERVER"><id:xRoadInstance>DEV</id:xRoadInstance>
 *  <id:memberClass>GOV</id:memberClass><id:memberCode>1</id:memberCode>
 *  <id:serverCode>SS1</id:serverCode></xroad:server>
 * }</pre>
 */
final class IdentifierXml {
  private static final String TYPE = "objectType";

  private IdentifierXml() {}

  static void write(XmlWriter xml, String name, ClientId client) {
    String type = client.subsystemCode().isPresent() ? "SUBSYSTEM" : "MEMBER";
    begin(xml, name, type);
    parts(xml, client);
    xml.end();
  }

  static void write(XmlWriter xml, String name, SecurityServerId server) {
    begin(xml, name, "SERVER");
    parts(xml, server.owner());
    xml.element("id:serverCode", server.serverCode()).end();
  }

  static void write(XmlWriter xml, String name, ServiceId service) {
    begin(xml, name, "SERVICE");
    parts(xml, service.owner());
    xml.element("id:serviceCode", service.serviceCode()).end();
  }

  private static void begin(XmlWriter xml, String name, String type) {
    xml.start("xroad:" + name).attribute("id:" + TYPE, type);
  }

  private static void parts(XmlWriter xml, ClientId client) {
    xml.element("id:xRoadInstance", client.instance())
        .element("id:memberClass", client.memberClass())
        .element("id:memberCode", client.memberCode());
    client.subsystemCode().ifPresent(code -> xml.element("id:subsystemCode", code));
  }

  static ClientId client(XmlElement element) {
    return switch (type(element)) {
      case "MEMBER" -> member(element, 3);
      case "SUBSYSTEM" -> {
        MemberId member = member(element, 4);
        yield ClientId.of(
            member.instance(),
            member.memberClass(),
            member.memberCode(),
            Optional.of(part(element, "subsystemCode")));
      }
      default -> throw unexpected(element, "MEMBER or SUBSYSTEM");
    };
  }

  static SecurityServerId server(XmlElement element) {
    if (!type(element).equals("SERVER")) {
      throw unexpected(element, "SERVER");
    }
    return new SecurityServerId(member(element, 4), part(element, "serverCode"));
  }

  private static MemberId member(XmlElement element, int parts) {
    if (element.children().size() != parts) {
      throw invalid(element, element.children().size() + " parts, expected " + parts);
    }
    return new MemberId(
        part(element, "xRoadInstance"), part(element, "memberClass"), part(element, "memberCode"));
  }

  private static String part(XmlElement element, String name) {
    List<XmlElement> found = element.children(Namespaces.IDENTIFIERS, name);
    if (found.size() != 1) {
      throw invalid(element, "%d times '%s', expected once".formatted(found.size(), name));
    }
    return found.getFirst().textOnly();
  }

  private static String type(XmlElement element) {
    return element.attribute(Namespaces.IDENTIFIERS, TYPE).orElse("");
  }

  private static Fault unexpected(XmlElement element, String expected) {
    return invalid(element, "type '%s', expected %s".formatted(type(element), expected));
  }

  private static Fault invalid(XmlElement element, String problem) {
    return new Fault(
        FaultCode.INVALID_REQUEST,
        "Identifier '%s' has %s".formatted(element.name().getLocalPart(), problem));
  }
}
