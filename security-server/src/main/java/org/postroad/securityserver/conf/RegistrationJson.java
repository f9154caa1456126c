// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.SubsystemId;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How far a server has come with the registry, as a part of its configuration's document. */
final class RegistrationJson {
  private static final Comparator<SubsystemId> BY_TEXT = Comparator.comparing(SubsystemId::text);

  private RegistrationJson() {}

  /** In an order of their own, so that the same configuration is the same document. */
  static void write(Registration registration, ObjectNode json) {
    ArrayNode certificates = json.putArray("certificates");
    registration.certificates().keySet().stream()
        .sorted(Comparator.comparing(Digest::hex))
        .forEach(digest ->
            certificates
                .addObject()
                .put("sha256", digest.hex())
                .put("status", registration.certificate(digest).name()));
    registration.address().ifPresent(address -> json.put("address", address));
    ArrayNode names = json.putArray("names");
    registration.names().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BY_TEXT))
        .forEach(entry -> {
          ObjectNode name = names.addObject();
          ServerConfigurationJson.client(name.putArray("id"), entry.getKey());
          name.put("name", entry.getValue());
        });
    registration.maintenance().ifPresent(asked -> json.put("maintenance", asked.name()));
  }

  static Registration read(JsonObject json) {
    return new Registration(
        ofEntries(json.objects("certificates", RegistrationJson::certificate)),
        json.optionalText("address"),
        ofEntries(json.objects("names", RegistrationJson::name)),
        json.optionalText("maintenance").isEmpty()
            ? Optional.empty()
            : Optional.of(json.one("maintenance", Registration.Maintenance.class)));
  }

  private static Map.Entry<Digest, CertificateStatus> certificate(JsonObject json) {
    byte[] value = HexFormat.of().parseHex(json.text("sha256"));
    return Map.entry(
        new Digest(DigestAlgorithm.SHA256, value), json.one("status", CertificateStatus.class));
  }

  private static Map.Entry<SubsystemId, String> name(JsonObject json) {
    if (ServerConfigurationJson.clientId(json.texts("id")) instanceof SubsystemId id) {
      return Map.entry(id, json.text("name"));
    }
    throw JsonObject.malformed("a member cannot be renamed");
  }

  private static <K, V> Map<K, V> ofEntries(List<Map.Entry<K, V>> entries) {
    Map<K, V> map = new LinkedHashMap<>();
    entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
    return map;
  }
}
