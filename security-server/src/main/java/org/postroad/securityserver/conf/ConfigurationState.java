// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.Generation;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How new the stored configuration of each instance is, so that an older one is refused after a
 * restart too (threat 60): {@code {"anchor": FINGERPRINT, "generations": [{"instance",
 * "generatedAt", "expires", "version"}]}}. Under another anchor an administrator has begun anew,
 * and so does this.
 */
final class ConfigurationState {
  private static final JsonMapper JSON = JsonMapper.shared();

  private record Entry(String instance, Generation generation) {}

  private ConfigurationState() {}

  static byte[] write(Map<String, Generation> generations, String anchorFingerprint) {
    ObjectNode json = JSON.createObjectNode();
    json.put("anchor", anchorFingerprint);
    ArrayNode list = json.putArray("generations");
    new TreeMap<>(generations)
        .forEach((instance, generation) -> {
          ObjectNode each = list.addObject().put("instance", instance);
          generation.generatedAt().ifPresent(at -> each.put("generatedAt", at.toString()));
          each.put("expires", generation.expires().toString());
          each.put("version", generation.version());
        });
    return JSON.writeValueAsBytes(json);
  }

  static Map<String, Generation> read(byte[] json, String anchorFingerprint) {
    return JsonObject.read(
        json,
        state -> {
          boolean sameAnchor = state.text("anchor").equals(anchorFingerprint);
          Map<String, Generation> generations = new HashMap<>();
          for (Entry each : state.objects("generations", ConfigurationState::entry)) {
            generations.put(each.instance(), each.generation());
          }
          return sameAnchor ? generations : Map.of();
        });
  }

  private static Entry entry(JsonObject json) {
    return new Entry(
        json.text("instance"),
        new Generation(
            json.optionalText("generatedAt").map(ConfigurationState::instant),
            instant(json.text("expires")),
            Math.toIntExact(json.number("version"))));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Fault(FaultCode.MALFORMED_GLOBAL_CONF, "time '" + text + "'", e);
    }
  }
}
