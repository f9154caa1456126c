// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.xml.Namespaces;

/**
 * Reads the children of {@code SOAP-ENV:Header}. Fields of other namespaces are passed over
 * the order does not matter; a field or identifier part that is there twice is refused
 * (A-016).
 */
final class SoapHeaderReader {
  private static final Set<String> OBJECT_TYPES =
      Set.of("MEMBER", "SUBSYSTEM", "SERVER", "GLOBALGROUP", "LOCALGROUP", "SERVICE");
  private static final List<String> MEMBER = List.of("xRoadInstance", "memberClass", "memberCode");

  private final SoapReader reader;
  private final Map<String, Object> fields = new HashMap<>();
  private final SoapPlaces places;

  SoapHeaderReader(SoapReader reader, SoapPlaces places) {
    this.reader = reader;
    this.places = places;
  }

  void read() {
    while (reader.nextChild()) {
      String name = reader.name();
      boolean known =
          switch (reader.namespace()) {
            case Namespaces.XROAD -> field(name);
            case Namespaces.REPRESENTATION -> party(name);
            default -> false;
          };
      if (!known) {
        reader.skip();
      }
    }
  }

  private boolean field(String name) {
    switch (name) {
      case "client" -> put(name, client(name));
      case "service" -> put(name, service(name));
      case "securityServer" -> put(name, server(name));
      case "id" -> {
        places.beginId(reader.xml());
        put(name, value(name));
        places.endId(reader.xml());
      }
      case "userId", "issue" -> put(name, value(name));
      case "protocolVersion" -> put(name, version(value(name)));
      case "requestHash" -> {
        places.beginHash(reader.xml());
        put(name, hash(name));
        places.endHash(reader.xml());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void put(String name, Object value) {
    fields.put(name, value);
  }

  private String value(String name) {
    once(name, Namespaces.XROAD, fields.keySet());
    return reader.text();
  }

  private static void once(String name, String namespace, Set<String> seen) {
    if (seen.contains(name)) {
      throw new Fault(
          FaultCode.DUPLICATE_HEADER_FIELD,
          "SOAP header contains duplicate field '{%s}%s'".formatted(namespace, name));
    }
  }

  private static String version(String value) {
    if (!value.startsWith("4.")) {
      throw new Fault(
          FaultCode.INVALID_PROTOCOL_VERSION,
          "Invalid protocol version (supported: 4.x, provided: %s)".formatted(value));
    }
    return value;
  }

  private RequestHash hash(String name) {
    once(name, Namespaces.XROAD, fields.keySet());
    String algorithm = reader.attribute("", "algorithmId").orElse("");
    return new RequestHash(algorithm, reader.text());
  }

  private boolean party(String name) {
    if (!name.equals("representedParty")) {
      return false;
    }
    once(name, Namespaces.REPRESENTATION, fields.keySet());
    Map<String, String> parts =
        parts(Namespaces.REPRESENTATION, List.of("partyClass", "partyCode"));
    put(
        name,
        new RepresentedParty(
            Optional.ofNullable(parts.get("partyClass")), required(parts, "partyCode")));
    return true;
  }

  private ClientId client(String name) {
    Map<String, String> parts = identifier(name, Set.of("MEMBER", "SUBSYSTEM"), "subsystemCode");
    return owner(parts);
  }

  private ServiceId service(String name) {
    Map<String, String> parts =
        identifier(name, Set.of("SERVICE"), "subsystemCode", "serviceCode", "serviceVersion");
    return new ServiceId(
        owner(parts), required(parts, "serviceCode"), optional(parts, "serviceVersion"));
  }

  private SecurityServerId server(String name) {
    Map<String, String> parts = identifier(name, Set.of("SERVER"), "serverCode");
    return new SecurityServerId(owner(parts).member(), required(parts, "serverCode"));
  }

  private static ClientId owner(Map<String, String> parts) {
    return ClientId.of(
        required(parts, "xRoadInstance"),
        required(parts, "memberClass"),
        required(parts, "memberCode"),
        optional(parts, "subsystemCode"));
  }

  private Map<String, String> identifier(String name, Set<String> types, String... more) {
    once(name, Namespaces.XROAD, fields.keySet());
    String type =
        reader
            .attribute(Namespaces.IDENTIFIERS, "objectType")
            .orElseThrow(() -> new Fault(FaultCode.INVALID_XML, "Missing objectType attribute"));
    if (!types.contains(type)) {
      String problem = OBJECT_TYPES.contains(type) ? "Unexpected" : "Unknown";
      throw new Fault(FaultCode.INVALID_XML, problem + " objectType: " + type);
    }
    var allowed = new ArrayList<>(MEMBER);
    allowed.addAll(List.of(more));
    return parts(Namespaces.IDENTIFIERS, allowed);
  }

  /** Known children by name; others are passed over. */
  private Map<String, String> parts(String namespace, List<String> names) {
    var parts = new HashMap<String, String>();
    while (reader.nextChild()) {
      String name = reader.name();
      if (reader.namespace().equals(namespace) && names.contains(name)) {
        once(name, namespace, parts.keySet());
        parts.put(name, reader.text());
      } else {
        reader.skip();
      }
    }
    return parts;
  }

  private static Optional<String> optional(Map<String, String> parts, String name) {
    return parts.containsKey(name) ? Optional.of(required(parts, name)) : Optional.empty();
  }

  private static String required(Map<String, String> parts, String name) {
    String part = parts.getOrDefault(name, "");
    if (part.isEmpty()) {
      throw lacking(name);
    }
    return part;
  }

  private static Fault missing(String text) {
    return new Fault(FaultCode.MISSING_HEADER_FIELD, text);
  }

  /** The header, once all of it has been read. */
  SoapHeader header() {
    String version = text("protocolVersion").orElseThrow(() -> lacking("protocolVersion"));
    ClientId client = find("client", ClientId.class).orElseThrow(() -> lacking("client"));
    String id = text("id").orElseThrow(() -> lacking("id"));
    ServiceId service =
        find("service", ServiceId.class)
            .orElseThrow(() -> missing("Message header must contain service id"));
    return new SoapHeader(
        client,
        service,
        find("securityServer", SecurityServerId.class),
        id,
        text("userId"),
        text("issue"),
        version,
        find("representedParty", RepresentedParty.class),
        find("requestHash", RequestHash.class));
  }

  private static Fault lacking(String name) {
    return missing("Required field '" + name + "' is missing");
  }

  private Optional<String> text(String name) {
    return find(name, String.class);
  }

  private <T> Optional<T> find(String name, Class<T> type) {
    return Optional.ofNullable(fields.get(name)).map(type::cast);
  }
}
