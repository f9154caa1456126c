// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.postroad.protocol.algorithm.StrictBase64;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlLimits;

/**
 * One element of a parameters file or anchor, read leniently in what it has more of (unknown
 * elements, any prefixes, any order) and strictly in what is asked for: children of the
 * configuration are unqualified, those of identifiers qualified (rows A01, A86, A87).
 */
record ParameterElement(XmlElement element) {
  private static final int MAXIMUM_SECONDS_DIGITS = 9;
  private static final XmlLimits LIMITS = XmlLimits.DEFAULT.withDocumentBytes(64 << 20);

  /** Reads a document from its root, which alone is in the configuration's namespace. */
  static <T> T read(byte[] xml, String name, Function<ParameterElement, T> reader) {
    try {
      XmlElement root = XmlElement.parse(xml, LIMITS);
      if (!root.is(Namespaces.XROAD, name)) {
        throw malformed("Root element " + root.name() + ", expected " + name);
      }
      return reader.apply(new ParameterElement(root));
    } catch (Fault fault) {
      throw fault.within(FaultCode.MALFORMED_GLOBAL_CONF);
    }
  }

  List<ParameterElement> all(String name) {
    return element.children("", name).stream().map(ParameterElement::new).toList();
  }

  Optional<ParameterElement> optional(String name) {
    List<ParameterElement> found = all(name);
    if (found.size() > 1) {
      throw malformed(found.size() + " elements " + name + ", expected at most one");
    }
    return found.stream().findFirst();
  }

  ParameterElement required(String name) {
    return optional(name).orElseThrow(() -> malformed("No element " + name));
  }

  String text() {
    return element.textOnly().strip();
  }

  String text(String name) {
    String text = required(name).text();
    if (text.isEmpty()) {
      throw malformed("Element " + name + " is empty");
    }
    return text;
  }

  Optional<String> optionalText(String name) {
    return optional(name).map(ParameterElement::text).filter(text -> !text.isEmpty());
  }

  String attribute(String name) {
    return element
        .attribute("", name)
        .orElseThrow(() -> malformed("Element " + element.name() + " has no attribute " + name));
  }

  byte[] bytes() {
    var packed = new StringBuilder();
    element.textOnly().chars().filter(c -> !isSpace(c)).forEach(c -> packed.append((char) c));
    return StrictBase64.decode(packed.toString())
        .orElseThrow(() -> malformed("Element " + element.name() + " is not base64"));
  }

  /** DER or PEM inside base64 (A77). */
  X509Certificate certificate() {
    return Certificates.parse(bytes());
  }

  List<X509Certificate> certificates(String name) {
    return all(name).stream().map(ParameterElement::certificate).toList();
  }

  boolean truth() {
    return switch (text()) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw malformed("Value '" + text() + "', expected true or false");
    };
  }

  Duration seconds(String name) {
    String text = text(name);
    boolean number =
        text.length() <= MAXIMUM_SECONDS_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || Integer.parseInt(text) == 0) {
      throw malformed("Element " + name + " is '" + text + "', expected seconds, at least 1");
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  /** xs:dateTime, taken as UTC where it has no offset. */
  Instant instant() {
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(text(), Instant::from, LocalDateTime::from);
      return time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) time;
    } catch (DateTimeParseException notATime) {
      throw new Fault(
          FaultCode.MALFORMED_GLOBAL_CONF, "Value '" + text() + "', expected a time", notATime);
    }
  }

  /** A client identifier; the attribute objectType tells members from subsystems (D02). */
  ClientId clientId() {
    var member = new MemberId(idText("xRoadInstance"), idText("memberClass"), idText("memberCode"));
    String type = element.attribute(Namespaces.IDENTIFIERS, "objectType").orElse("");
    return switch (type) {
      case "MEMBER" -> member;
      case "SUBSYSTEM" -> new SubsystemId(member, idText("subsystemCode"));
      default -> throw malformed("Identifier type '" + type + "', expected MEMBER or SUBSYSTEM");
    };
  }

  private String idText(String name) {
    List<XmlElement> found = element.children(Namespaces.IDENTIFIERS, name);
    if (found.size() != 1) {
      throw malformed(found.size() + " elements " + name + " in an identifier, expected one");
    }
    return found.getFirst().textOnly();
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, text);
  }
}
