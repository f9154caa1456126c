// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.postroad.cli.administration.Check;
import org.postroad.cli.administration.Finding;
import org.postroad.cli.administration.Values;
import org.postroad.cli.output.Amounts;
import tools.jackson.databind.JsonNode;

/** What {@code status} asks about everything but keys. */
final class ServerChecks {
  private static final String SERVER = "postroad server ";
  private static final String OURS = "this server's";
  private static final String REGISTRY = "the registry's";
  private static final String CONFIGURATION = "configuration";
  private static final String TIMESTAMPING = "time-stamping";
  private static final String CLIENTS = "clients";

  private ServerChecks() {}

  /**
   * All of them.
   *
   * @param owner of the server
   */
  static List<Check> all(String owner) {
    return List.of(
        new Check(CONFIGURATION, "/diagnostics/globalconf", ServerChecks::configuration),
        new Check(TIMESTAMPING, "/diagnostics/timestamping-services", ServerChecks::timestamping),
        new Check(CLIENTS, "/clients", clients -> clients(clients, owner)),
        new Check("backups", "/backups", ServerChecks::backups),
        new Check("memory", "/diagnostics/proxy-memory-usage-status", ServerChecks::memory));
  }

  private static List<Finding> configuration(JsonNode state) {
    String code = Values.text(state, "status_code");
    return List.of(
        switch (Values.text(state, "status_class")) {
          case "OK" -> Finding.well(CONFIGURATION, "is followed");
          case "WAITING" ->
              Finding.waits(
                  CONFIGURATION, "was not fetched yet", OURS, SERVER + "diagnostics globalconf");
          default -> configurationFailed(code);
        });
  }

  private static Finding configurationFailed(String code) {
    return switch (code) {
      case "ERROR_CODE_EXPIRED_CONF" ->
          Finding.problem(
              CONFIGURATION,
              "what the registry publishes has expired",
              REGISTRY,
              "postroad doctor --config server.yaml");
      case "ERROR_CODE_INVALID_SIGNATURE_VALUE" ->
          Finding.problem(
              CONFIGURATION,
              "is not signed by whom the anchor names",
              REGISTRY,
              SERVER + "anchor show");
      case "ERROR_CODE_CANNOT_DOWNLOAD_CONF" ->
          Finding.problem(
              CONFIGURATION,
              "cannot be fetched",
              "the registry's, or of the network between",
              "postroad doctor --config server.yaml");
      default ->
          Finding.problem(
              CONFIGURATION,
              "cannot be followed: " + code,
              OURS,
              "postroad doctor --config server.yaml");
    };
  }

  private static List<Finding> timestamping(JsonNode services) {
    if (services.isEmpty()) {
      return List.of(
          Finding.problem(
              TIMESTAMPING,
              "no service is used, so messages get no time-stamps",
              OURS,
              SERVER + "timestamping add SERVICE"));
    }
    List<Finding> found =
        stream(services)
            .filter(service -> Values.text(service, "status_class").equals("FAIL"))
            .map(service -> {
              String url = Values.text(service, "url");
              return Finding.problem(
                  TIMESTAMPING,
                  url + " fails since it was last asked",
                  "of " + url,
                  SERVER + "diagnostics timestamping");
            })
            .toList();
    return Finding.orWell(
        found, TIMESTAMPING, Amounts.count(services.size(), "service") + " in use");
  }

  private static List<Finding> clients(JsonNode clients, String owner) {
    List<Finding> found =
        Stream.concat(owner(clients, owner), stream(clients).flatMap(each -> client(each).stream()))
            .toList();
    return Finding.orWell(found, CLIENTS, clients.size() + " registered");
  }

  private static Stream<Finding> owner(JsonNode clients, String owner) {
    return stream(clients).anyMatch(each -> Values.text(each, "id").equals(owner))
        ? Stream.empty()
        : Stream.of(
            Finding.problem(
                CLIENTS,
                "the owner is no client, so nothing can be asked of the registry",
                OURS,
                SERVER + "client add " + owner));
  }

  private static Optional<Finding> client(JsonNode client) {
    String id = Values.text(client, "id");
    String show = SERVER + "client show " + id;
    return switch (Values.text(client, "status")) {
      case "SAVED" ->
          Optional.of(
              Finding.waits(
                  CLIENTS, id + " is known here alone", OURS, SERVER + "client register " + id));
      case "REGISTRATION_IN_PROGRESS" ->
          Optional.of(
              Finding.waits(CLIENTS, id + " waits for the registry's approval", REGISTRY, show));
      case "GLOBAL_ERROR" ->
          Optional.of(
              Finding.problem(
                  CLIENTS, "the registry knows " + id + " no more as a client", REGISTRY, show));
      case "DISABLED" ->
          Optional.of(
              Finding.waits(CLIENTS, id + " is disabled", OURS, SERVER + "client enable " + id));
      case "DISABLING_IN_PROGRESS", "ENABLING_IN_PROGRESS", "DELETION_IN_PROGRESS" ->
          Optional.of(
              Finding.waits(CLIENTS, id + " changes when the registry says so", REGISTRY, show));
      default -> Optional.empty();
    };
  }

  private static List<Finding> backups(JsonNode backups) {
    return List.of(
        backups.isEmpty()
            ? Finding.waits("backups", "there is none yet", OURS, SERVER + "backup create")
            : Finding.well("backups", Amounts.count(backups.size(), "backup")));
  }

  private static List<Finding> memory(JsonNode memory) {
    String percent = Values.text(memory, "usage_percent") + " %";
    return List.of(
        memory.path("is_used_over_threshold").asBoolean(false)
            ? Finding.problem(
                "memory",
                percent + " of the heap is used, more than it should",
                OURS,
                SERVER + "diagnostics memory")
            : Finding.well("memory", percent + " of the heap is used"));
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
