// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.postroad.cli.administration.Check;
import org.postroad.cli.administration.Finding;
import org.postroad.cli.administration.Pages;
import org.postroad.cli.administration.Values;
import org.postroad.cli.output.Amounts;
import tools.jackson.databind.JsonNode;

/** Everything {@code status} looks at, in the order in which an instance is set up. */
final class Checks {
  private static final String REGISTRY = "postroad registry ";
  private static final Duration SOON = Duration.ofDays(30);

  private final Instant now;

  Checks(Instant now) {
    this.now = now;
  }

  List<Check> all() {
    return List.of(
        new Check("tokens", "/tokens", this::tokens),
        new Check("publishing", "/notifications/alerts", Checks::alerts),
        new Check("signing keys", "/tokens", this::keys),
        new Check("nodes", "/system/high-availability-cluster/status", this::nodes),
        new Check("member classes", "/member-classes", this::classes),
        new Check("authorities", "/certification-services", this::authorities),
        new Check("time-stamping", "/timestamping-services", this::timestamping),
        new Check("management services", "/management-services-configuration", this::management),
        new Check("requests", "/management-requests?limit=1000&offset=0", this::requests));
  }

  /** Something that is not well on the registry's own side. */
  private static Finding here(String about, String text, String next) {
    return Finding.problem(about, text, "the registry's", next);
  }

  private List<Finding> tokens(JsonNode tokens) {
    List<Finding> found = new ArrayList<>();
    for (JsonNode token : tokens) {
      String name = Values.text(token, "name");
      if (!token.path("available").asBoolean(true)) {
        found.add(here("tokens", "token " + name + " cannot be reached", ""));
      } else if (!token.path("logged_in").asBoolean(false)) {
        found.add(
            here(
                "tokens",
                "token " + name + " is closed, so nothing is signed",
                REGISTRY + "token login " + name));
      }
    }
    return Finding.orWell(found, "tokens", Amounts.count(tokens.size(), "token") + ", all open");
  }

  private static List<Finding> alerts(JsonNode alerts) {
    List<Finding> found =
        stream(alerts)
            .map(alert -> here("publishing", Alerts.text(alert), Alerts.next(alert)))
            .toList();
    return Finding.orWell(found, "publishing", "as it should");
  }

  private List<Finding> keys(JsonNode tokens) {
    List<JsonNode> keys =
        stream(tokens).flatMap(token -> stream(token.path("configuration_signing_keys"))).toList();
    return Stream.of("internal", "external").map(source -> key(source, keys)).toList();
  }

  private static Finding key(String source, List<JsonNode> keys) {
    List<JsonNode> own =
        keys.stream()
            .filter(key -> Values.text(key, "source_type").equalsIgnoreCase(source))
            .toList();
    Optional<JsonNode> signs =
        own.stream().filter(key -> key.path("active").asBoolean(false)).findFirst();
    if (signs.isEmpty()) {
      String next =
          own.isEmpty()
              ? "key add " + source + " LABEL --token TOKEN"
              : "key activate " + Values.text(own.getFirst(), "id");
      return here("signing keys", "no key signs the " + source + " configuration", REGISTRY + next);
    }
    if (!signs.get().path("available").asBoolean(true)) {
      return here(
          "signing keys",
          "the key of the " + source + " configuration cannot be used",
          REGISTRY + "token list");
    }
    return Finding.well("signing keys", source + " configuration signed");
  }

  private List<Finding> nodes(JsonNode status) {
    List<Finding> found = new ArrayList<>();
    for (JsonNode node : status.path("nodes")) {
      String state = Values.text(node, "status");
      if (!state.equals("OK")) {
        String name = Values.text(node, "node_name");
        found.add(
            Finding.problem(
                "nodes",
                "node "
                    + name
                    + " is "
                    + state
                    + ", last configuration of "
                    + Values.text(node, "configuration_generated"),
                "of who runs " + name,
                REGISTRY + "node list"));
      }
    }
    return Finding.orWell(found, "nodes", Amounts.count(status.path("nodes").size(), "node"));
  }

  private List<Finding> classes(JsonNode classes) {
    return classes.isEmpty()
        ? List.of(
            here(
                "member classes",
                "none, so no member can be added",
                REGISTRY + "class add GOV TEXT"))
        : List.of(
            Finding.well("member classes", Amounts.count(classes.size(), "class") + " defined"));
  }

  private List<Finding> authorities(JsonNode authorities) {
    if (authorities.isEmpty()) {
      return List.of(
          here(
              "authorities",
              "none is trusted, so no server can be registered",
              REGISTRY + "authority add FILE --profile CLASS"));
    }
    List<Finding> found =
        ending("authorities", authorities, "name", "not_after", "authority show ");
    return Finding.orWell(found, "authorities", authorities.size() + " trusted");
  }

  private List<Finding> timestamping(JsonNode services) {
    if (services.isEmpty()) {
      return List.of(
          here(
              "time-stamping",
              "no service is trusted, so no message log can be time-stamped",
              REGISTRY + "timestamping add URL --certificate FILE"));
    }
    List<Finding> found =
        ending("time-stamping", services, "url", "certificate.not_after", "timestamping show ");
    return Finding.orWell(found, "time-stamping", services.size() + " trusted");
  }

  /** Certificates that have expired, or do soon. */
  private List<Finding> ending(
      String about, JsonNode services, String name, String until, String command) {
    return stream(services)
        .flatMap(service -> {
          String named = Values.text(service, name);
          Optional<Instant> end = Values.instant(service, until);
          String next = REGISTRY + command + Values.text(service, "id");
          if (end.filter(now::isAfter).isPresent()) {
            String text = "the certificate of " + named + " has expired";
            return Stream.of(Finding.problem(about, text, "of " + named, next));
          }
          return end.filter(now.plus(SOON)::isAfter).stream()
              .map(at ->
                  Finding.waits(
                      about,
                      "the certificate of "
                          + named
                          + " expires in "
                          + Amounts.time(Duration.between(now, at)),
                      "of " + named,
                      next));
        })
        .toList();
  }

  private List<Finding> management(JsonNode configuration) {
    if (Values.text(configuration, "service_provider_id").isEmpty()) {
      return List.of(
          here(
              "management services",
              "nobody provides them",
              REGISTRY + "management set SUBSYSTEM"));
    }
    if (Values.text(configuration, "security_server_id").isEmpty()) {
      return List.of(
          Finding.waits(
              "management services",
              "their provider is at no server",
              "the registry's",
              REGISTRY + "management register SERVER"));
    }
    return List.of(
        Finding.well(
            "management services", "at " + Values.text(configuration, "security_server_id")));
  }

  private List<Finding> requests(JsonNode page) {
    List<JsonNode> all = stream(Pages.items(page)).toList();
    long here =
        all.stream()
            .filter(each -> Values.text(each, "status").equals("SUBMITTED FOR APPROVAL"))
            .count();
    long there = all.stream().filter(each -> Values.text(each, "status").equals("WAITING")).count();
    List<Finding> found = new ArrayList<>();
    if (here > 0) {
      found.add(
          Finding.waits(
              "requests",
              Amounts.count(here, "request") + " for approval",
              "the registry's",
              REGISTRY + "request list --status submitted-for-approval"));
    }
    if (there > 0) {
      found.add(
          Finding.waits(
              "requests",
              Amounts.count(there, "request") + " without its other half",
              "of the servers",
              REGISTRY + "request list --status waiting"));
    }
    return Finding.orWell(found, "requests", "none waits");
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
