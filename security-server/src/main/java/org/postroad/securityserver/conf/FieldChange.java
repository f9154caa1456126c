// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.postroad.protocol.identifier.ClientId;

/**
 * One field of one record that a version of the server configuration has changed (D27).
 *
 * @param record which of its kind, such as the identifier of a client
 * @param before nothing for a record that was not there
 * @param after nothing for a record that is gone
 */
public record FieldChange(
    Operation operation,
    Kind kind,
    String record,
    String field,
    Optional<String> before,
    Optional<String> after) {

  /** What became of the record. */
  public enum Operation {
    ADDED,
    CHANGED,
    REMOVED
  }

  /** What there are records of. */
  public enum Kind {
    SERVER,
    AUTHENTICATION_CERTIFICATE,
    SUBSYSTEM_NAME,
    CLIENT,
    INFORMATION_SYSTEM_CERTIFICATE,
    SERVICE_DESCRIPTION,
    SERVICE,
    ENDPOINT,
    LOCAL_GROUP,
    ACCESS_RIGHT
  }

  /** Every field that differs between two configurations, in the order of the records. */
  static List<FieldChange> between(
      Optional<ServerConfiguration> before, ServerConfiguration after) {
    return between(
        before.map(ConfigurationRecords::of).orElseGet(ConfigurationRecords::none),
        ConfigurationRecords.of(after));
  }

  /**
   * The same, where most clients are the same objects: these cost nothing.
   *
   * @param naming how a client is written
   */
  public static List<FieldChange> between(
      ServerConfiguration before, ServerConfiguration after, Function<ClientId, String> naming) {
    return between(
        ConfigurationRecords.of(before, naming, client -> isIn(after, client)),
        ConfigurationRecords.of(after, naming, client -> isIn(before, client)));
  }

  private static boolean isIn(ServerConfiguration other, Client client) {
    return other.client(client.id()).filter(client::equals).isPresent();
  }

  private static List<FieldChange> between(ConfigurationRecords old, ConfigurationRecords next) {
    Map<ConfigurationRecords.Key, Map<String, String>> keys = new LinkedHashMap<>(old.byKey());
    next.byKey().forEach(keys::putIfAbsent);
    List<FieldChange> changes = new ArrayList<>();
    for (ConfigurationRecords.Key key : keys.keySet()) {
      addChanges(
          key,
          Optional.ofNullable(old.byKey().get(key)),
          Optional.ofNullable(next.byKey().get(key)),
          changes);
    }
    return List.copyOf(changes);
  }

  private static void addChanges(
      ConfigurationRecords.Key key,
      Optional<Map<String, String>> old,
      Optional<Map<String, String>> next,
      List<FieldChange> changes) {
    Operation operation =
        old.isEmpty() ? Operation.ADDED : next.isEmpty() ? Operation.REMOVED : Operation.CHANGED;
    Map<String, String> fields = new LinkedHashMap<>(old.orElse(Map.of()));
    next.orElse(Map.of()).forEach(fields::putIfAbsent);
    for (String field : fields.keySet()) {
      Optional<String> before = old.map(values -> values.get(field));
      Optional<String> after = next.map(values -> values.get(field));
      if (!Objects.equals(before, after)) {
        changes.add(new FieldChange(operation, key.kind(), key.record(), field, before, after));
      }
    }
  }
}
