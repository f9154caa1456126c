// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.registry.catalog.Description;
import org.postroad.registry.catalog.DescriptionForm;
import org.postroad.registry.catalog.Operation;
import org.postroad.registry.catalog.ServiceFacts;
import org.postroad.registry.catalog.Sighting;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sighting as it is kept, its time aside.
 *
 * <pre>{@code
 * {"event":"appeared","client":"DEV/GOV/1/People","code":"person","version":"v1","type":"SOAP",
 *  "title":"A person","operations":[{"name":"person"}],"description":{"form":"WSDL",
 *  "sha256":"9f86…","meaning":"2c26…","length":1234}}
 * }</pre>
 */
final class SightingJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private SightingJson() {}

  static String write(Sighting sighting) {
    ServiceId id = sighting.service();
    ObjectNode json = JSON.createObjectNode();
    json.put(
        "event",
        switch (sighting) {
          case Sighting.Appeared _ -> "appeared";
          case Sighting.Changed _ -> "changed";
          case Sighting.Removed _ -> "removed";
        });
    json.put("client", id.owner().encoded()).put("code", id.serviceCode());
    id.serviceVersion().ifPresent(version -> json.put("version", version));
    switch (sighting) {
      case Sighting.Appeared appeared -> write(json, appeared.facts());
      case Sighting.Changed changed -> write(json, changed.facts());
      case Sighting.Removed _ -> {}
    }
    return JSON.writeValueAsString(json);
  }

  private static void write(ObjectNode json, ServiceFacts facts) {
    json.put("type", facts.type().name());
    facts.title().ifPresent(title -> json.put("title", title));
    ArrayNode operations = json.putArray("operations");
    for (Operation operation : facts.operations()) {
      ObjectNode entry = operations.addObject().put("name", operation.name());
      operation.title().ifPresent(title -> entry.put("title", title));
    }
    facts
        .description()
        .ifPresent(description ->
            json.putObject("description")
                .put("form", description.form().name())
                .put("sha256", description.digest().hex())
                .put("meaning", description.meaning().hex())
                .put("length", description.length()));
  }

  static Sighting read(String text, Instant time) {
    try {
      JsonNode json = JSON.readTree(text);
      ServiceId id =
          new ServiceId(
              ClientId.parseEncoded(text(json, "client")),
              text(json, "code"),
              optional(json, "version"));
      return switch (text(json, "event")) {
        case "appeared" -> new Sighting.Appeared(id, time, facts(json));
        case "changed" -> new Sighting.Changed(id, time, facts(json));
        case "removed" -> new Sighting.Removed(id, time);
        default -> throw new IllegalArgumentException("event " + json.path("event"));
      };
    } catch (JacksonException | IllegalArgumentException unreadable) {
      throw new Fault(
          FaultCode.DATABASE_ERROR, "What was seen of a service cannot be read", unreadable);
    }
  }

  private static ServiceFacts facts(JsonNode json) {
    List<Operation> operations = new ArrayList<>();
    for (JsonNode operation : json.path("operations")) {
      operations.add(new Operation(text(operation, "name"), optional(operation, "title")));
    }
    JsonNode description = json.path("description");
    return new ServiceFacts(
        ServiceType.valueOf(text(json, "type")),
        optional(json, "title"),
        operations,
        description.isObject() ? Optional.of(description(description)) : Optional.empty());
  }

  private static Description description(JsonNode json) {
    return new Description(
        DescriptionForm.valueOf(text(json, "form")),
        sha256(text(json, "sha256")),
        sha256(text(json, "meaning")),
        json.path("length").asInt());
  }

  private static Digest sha256(String hex) {
    return new Digest(DigestAlgorithm.SHA256, HexFormat.of().parseHex(hex));
  }

  private static String text(JsonNode json, String name) {
    return optional(json, name)
        .orElseThrow(() -> new IllegalArgumentException("no text '" + name + "'"));
  }

  private static Optional<String> optional(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }
}
