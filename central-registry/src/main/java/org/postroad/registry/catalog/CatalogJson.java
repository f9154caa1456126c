// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.catalog.KnownCertificate;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.membership.RegisteredMember;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How things stand in answers; the keys are those of the document of this API. */
final class CatalogJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What members and subsystems are called. */
  private final Map<ClientId, String> names;

  private CatalogJson(Map<ClientId, String> names) {
    this.names = names;
  }

  /** Calls members and subsystems what they are called there. */
  static CatalogJson naming(List<RegisteredMember> members) {
    var names = new HashMap<ClientId, String>();
    for (RegisteredMember member : members) {
      names.put(member.id(), member.name());
      member.subsystems().forEach((id, name) -> name.ifPresent(n -> names.put(id, n)));
    }
    return new CatalogJson(names);
  }

  /** What a client and its member are called. */
  String ownerNames(ClientId client) {
    return names.getOrDefault(client.member(), "") + ' ' + names.getOrDefault(client, "");
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ObjectNode member(RegisteredMember member, Map<ClientId, Integer> services) {
    ObjectNode json = client(member.id());
    json.put("name", member.name()).put("services", services.getOrDefault(member.id(), 0));
    ArrayNode subsystems = json.putArray("subsystems");
    for (Map.Entry<SubsystemId, Optional<String>> subsystem : member.subsystems().entrySet()) {
      ObjectNode entry = subsystems.addObject().put("subsystem_code", subsystem.getKey().code());
      subsystem.getValue().ifPresent(name -> entry.put("name", name));
      entry.put("services", services.getOrDefault(subsystem.getKey(), 0));
    }
    return json;
  }

  private static ObjectNode client(ClientId id) {
    ObjectNode json =
        object()
            .put("xroad_instance", id.instance())
            .put("member_class", id.memberClass())
            .put("member_code", id.memberCode());
    id.subsystemCode().ifPresent(code -> json.put("subsystem_code", code));
    return json;
  }

  private static ObjectNode id(ServiceId id) {
    ObjectNode json = client(id.owner()).put("service_code", id.serviceCode());
    id.serviceVersion().ifPresent(version -> json.put("service_version", version));
    return json;
  }

  /** A service in a list. */
  ObjectNode summary(ServiceHistory service) {
    ObjectNode json = id(service.id());
    name(service.id().owner().member()).ifPresent(name -> json.put("member_name", name));
    if (service.id().owner() instanceof SubsystemId subsystem) {
      name(subsystem).ifPresent(name -> json.put("subsystem_name", name));
    }
    ServiceVersion latest = service.versions().getLast();
    json.put("offered", service.isOffered()).put("since", latest.from().toString());
    latest.until().ifPresent(until -> json.put("until", until.toString()));
    return facts(json, latest.facts());
  }

  /** A service with all its versions. */
  ObjectNode whole(ServiceHistory service) {
    ObjectNode json = summary(service);
    operations(json, service.latest().operations());
    ArrayNode versions = json.putArray("versions");
    for (ServiceVersion version : service.versions()) {
      ObjectNode entry = object().put("number", version.number());
      entry.put("from", version.from().toString());
      version.until().ifPresent(until -> entry.put("until", until.toString()));
      versions.add(facts(entry, version.facts()));
    }
    return json;
  }

  private Optional<String> name(ClientId client) {
    return Optional.ofNullable(names.get(client));
  }

  private static ObjectNode facts(ObjectNode json, ServiceFacts facts) {
    json.put("service_type", facts.type().name());
    facts.title().ifPresent(title -> json.put("title", title));
    facts
        .description()
        .ifPresent(description ->
            json.putObject("description")
                .put("sha256", description.digest().hex())
                .put("media_type", description.form().mediaType())
                .put("length", description.length()));
    return json;
  }

  private static void operations(ObjectNode json, List<Operation> operations) {
    ArrayNode list = json.putArray("operations");
    for (Operation operation : operations) {
      ObjectNode entry = list.addObject().put("name", operation.name());
      operation.title().ifPresent(title -> entry.put("title", title));
    }
  }

  /** Something that happened. */
  static ObjectNode event(Sighting sighting) {
    ObjectNode json = object().put("time", sighting.time().toString());
    json.put(
        "event",
        switch (sighting) {
          case Sighting.Appeared _ -> "APPEARED";
          case Sighting.Changed _ -> "CHANGED";
          case Sighting.Removed _ -> "REMOVED";
        });
    json.setAll(id(sighting.service()));
    return switch (sighting) {
      case Sighting.Appeared appeared -> facts(json, appeared.facts());
      case Sighting.Changed changed -> facts(json, changed.facts());
      case Sighting.Removed _ -> json;
    };
  }

  static ObjectNode certificate(KnownCertificate known) {
    MemberId member = known.member();
    ObjectNode json = client(member).put("use", known.use().name());
    known.server().ifPresent(server -> json.put("server_code", server.serverCode()));
    json.put("sha256", known.sha256().hex())
        .put("serial_number", known.serialNumber().toString(16))
        .put("issuer", known.issuer())
        .put("not_before", known.notBefore().toString())
        .put("not_after", known.notAfter().toString())
        .put("known_from", known.knownFrom().toString());
    known.knownUntil().ifPresent(end -> json.put("known_until", end.toString()));
    return json;
  }
}
