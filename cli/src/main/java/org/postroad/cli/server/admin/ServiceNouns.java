// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.flag;
import static org.postroad.cli.administration.Input.option;
import static org.postroad.cli.administration.Input.text;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Services and their endpoints (E23). */
final class ServiceNouns {
  private static final String SERVICE = "/services/{service}";
  private static final String ENDPOINT = "/endpoints/{endpoint}";

  static final Column[] COLUMNS = {
    column("service", "id"),
    column("title", "title"),
    column("address", "url"),
    column("seconds", "timeout"),
    column("certificate checked", "ssl_auth"),
    column("subjects", "subjects_count")
  };

  private static final Column[] ENDPOINTS = {
    column("method", "method"), column("path", "path"), column("described", "generated")
  };

  private ServiceNouns() {}

  static Noun service() {
    return Noun.of(
        "service",
        "Services: what can be called.",
        Verb.get("list", "/clients/{client}/service-descriptions", "Lists what a client offers.")
            .takes(ServerInput.client())
            .shows(Shape.rowsOf(ServiceNouns::all, COLUMNS)),
        Verb.get("show", SERVICE, "Shows a service.")
            .takes(ServerInput.service())
            .shows(Shape.card(COLUMNS)),
        Verb.patch("set", SERVICE, "Changes how a service is called.")
            .takes(
                ServerInput.service(),
                text("--address URL", "Where it is.", Target.field("url")),
                option(
                    "--timeout SECONDS",
                    "How long its answer is waited for.",
                    Reading.number(),
                    Target.number("timeout")),
                option(
                    "--check-certificate YES|NO",
                    "Whether its TLS certificate must be a known one.",
                    Reading.yesOrNo(),
                    Target.flag("ssl_auth")),
                flag("--address-of-all", "The same for all of its WSDL.", Target.flag("url_all")),
                flag(
                    "--timeout-of-all",
                    "The same for all of its WSDL.",
                    Target.flag("timeout_all")),
                flag(
                    "--check-of-all", "The same for all of its WSDL.", Target.flag("ssl_auth_all")))
            .shows(Shape.card(COLUMNS))
            .changes(SERVICE)
            .keeps("url", "timeout", "ssl_auth")
            .warns());
  }

  static Noun endpoint() {
    return Noun.of(
        "endpoint",
        "Endpoints: the methods and paths of a REST service.",
        Verb.get("list", SERVICE, "Lists the endpoints of a service.")
            .takes(ServerInput.service())
            .shows(Shape.rowsOf(service -> service.path("endpoints"), ENDPOINTS)),
        Verb.get("show", ENDPOINT, "Shows one.")
            .takes(ServerInput.service(), ServerInput.endpoint())
            .shows(Shape.card(ENDPOINTS)),
        Verb.post("add", SERVICE + "/endpoints", "Adds one, to which rights can be given.")
            .takes(ServerInput.service(), wanted("ENDPOINT"))
            .shows(Shape.sentence("Added {ENDPOINT} to {SERVICE}."))
            .next("postroad server right endpoint give {SERVICE} '{ENDPOINT}' SUBJECT"),
        Verb.patch("set", ENDPOINT, "Makes another method or path of one.")
            .takes(ServerInput.service(), ServerInput.endpoint(), wanted("NEW"))
            .shows(Shape.sentence("{ENDPOINT} of {SERVICE} is {NEW} now."))
            .changes(ENDPOINT),
        Verb.delete("remove", ENDPOINT, "Removes one with its rights.")
            .takes(ServerInput.service(), ServerInput.endpoint())
            .shows(Shape.sentence("Removed {ENDPOINT} of {SERVICE}."))
            .confirms("SERVICE"));
  }

  private static Input wanted(String name) {
    return argument(
        name,
        "As 'GET /people/*'; * for any method.",
        ServerReading.methodAndPath(),
        Target.word(0, "method"),
        Target.word(1, "path"));
  }

  private static JsonNode all(JsonNode descriptions) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    descriptions.forEach(description -> description.path("services").forEach(all::add));
    return all;
  }
}
