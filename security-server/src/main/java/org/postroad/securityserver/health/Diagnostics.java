// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.securityserver.archive.ArchiveRecipients;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the local port tells about the server, in the fields of the reference (F09).
 *
 * @param timestamping the services configured, and how each was the last time it was asked
 * @param archives how archives are encrypted, and {@code recipients} to whom
 * @param logEncrypted whether bodies are encrypted in the log itself
 * @param monitored whether records of exchanges are kept for monitoring
 * @param backupsMade whether this node makes backups, all of which are encrypted
 * @param backupKeys to whom, once there is a key
 * @param memoryThreshold see {@link HealthSettings}
 */
public record Diagnostics(
    Supplier<Map<URI, Optional<TimestampAuthorities.Outcome>>> timestamping,
    ArchiveSettings archives,
    Supplier<List<ArchiveRecipients>> recipients,
    boolean logEncrypted,
    boolean monitored,
    boolean backupsMade,
    Supplier<List<String>> backupKeys,
    Optional<Integer> memoryThreshold) {

  /** One service of time-stamps after the other, by address. */
  String timestampStatus() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    timestamping
        .get()
        .forEach((url, outcome) -> {
          ObjectNode one = json.putObject(url.toString());
          Optional<String> failure = outcome.flatMap(TimestampAuthorities.Outcome::errorCode);
          one.put(
              "status", outcome.isEmpty() ? "UNINITIALIZED" : failure.isEmpty() ? "OK" : "ERROR");
          put(
              one,
              "prevUpdate",
              outcome.map(TimestampAuthorities.Outcome::at).map(Instant::toString));
          put(one, "errorCode", failure);
          one.put("description", url.toString());
        });
    return json.toString();
  }

  /** Parts that are there or not; messages are always logged. */
  String addOnStatus() {
    return JsonMapper.shared()
        .createObjectNode()
        .put("messageLogEnabled", true)
        .put("opMonitoringEnabled", monitored)
        .toString();
  }

  String backupEncryptionStatus() {
    ObjectNode json =
        JsonMapper.shared().createObjectNode().put("backupEncryptionStatus", backupsMade);
    ArrayNode keys = json.putArray("backupEncryptionKeys");
    backupKeys.get().forEach(keys::add);
    return json.toString();
  }

  String messageLogEncryptionStatus() {
    ObjectNode json =
        JsonMapper.shared()
            .createObjectNode()
            .put("messageLogArchiveEncryptionStatus", archives.encryption().isPresent())
            .put("messageLogDatabaseEncryptionStatus", logEncrypted)
            .put("messageLogGroupingRule", archives.grouping().word());
    ArrayNode members = json.putArray("members");
    for (ArchiveRecipients each : recipients.get()) {
      ObjectNode member = members.addObject().put("memberId", each.member().toString());
      ArrayNode keys = member.putArray("keys");
      each.keys().forEach(keys::add);
      member.put("defaultKeyUsed", each.byDefault());
    }
    return json.toString();
  }

  String memoryUsage() {
    MemoryUse memory = MemoryUse.now();
    ObjectNode json =
        JsonMapper.shared()
            .createObjectNode()
            .put("totalMemory", memory.total())
            .put("freeMemory", memory.free())
            .put("maxMemory", memory.max())
            .put("usedMemory", memory.used());
    memoryThreshold.ifPresentOrElse(
        percent -> json.put("threshold", percent), () -> json.putNull("threshold"));
    return json.put("usedPercent", memory.usedPercent()).toString();
  }

  private static void put(ObjectNode json, String name, Optional<String> value) {
    value.ifPresentOrElse(text -> json.put(name, text), () -> json.putNull(name));
  }
}
