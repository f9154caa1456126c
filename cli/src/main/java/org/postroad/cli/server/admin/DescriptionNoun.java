// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.text;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Values;
import org.postroad.cli.administration.Verb;
import tools.jackson.databind.JsonNode;

/** What a client offers: descriptions in WSDL or OpenAPI, and REST services without one (E23). */
final class DescriptionNoun {
  private static final String ALL = "/clients/{client}/service-descriptions";
  private static final String ONE = "/service-descriptions/{description}";

  private static final Column[] COLUMNS = {
    column("address", "url"),
    column("type", "type"),
    column("disabled", "disabled"),
    column("notice", "disabled_notice"),
    new Column("services", DescriptionNoun::services)
  };

  private DescriptionNoun() {}

  static Noun noun() {
    return Noun.of(
            "description",
            "Descriptions: what a client offers.",
            Verb.get("list", ALL, "Lists the descriptions of a client.")
                .takes(ServerInput.client())
                .shows(Shape.rows(COLUMNS)),
            one(Verb.get("show", ONE, "Shows a description.")).shows(Shape.card(COLUMNS)),
            one(Verb.get("services", ONE + "/services", "Lists its services."))
                .shows(Shape.rows(ServiceNouns.COLUMNS)),
            one(Verb.put("enable", ONE + "/enable", "Lets its services be called."))
                .shows(Shape.sentence("Services of {URL} can be called."))
                .changes(ONE),
            one(Verb.put("disable", ONE + "/disable", "Lets nobody call its services."))
                .takes(
                    text(
                        "--notice TEXT", "What callers are told.", Target.field("disabled_notice")))
                .shows(Shape.sentence("Services of {URL} cannot be called."))
                .changes(ONE),
            one(Verb.put("refresh", ONE + "/refresh", "Reads it again, and shows what changes."))
                .shows(Shape.card(COLUMNS))
                .changes(ONE)
                .differs(ONE + "/changes")
                .warns(),
            one(Verb.patch("set", ONE, "Moves it to another address, or changes a REST code."))
                .takes(
                    text("--address URL", "Its new address.", Target.field("url")),
                    text(
                        "--code CODE",
                        "The new code of a REST service.",
                        Target.field("new_rest_service_code")))
                .shows(Shape.card(COLUMNS))
                .changes(ONE)
                .keeps("type", "url")
                .warns(),
            one(Verb.delete("remove", ONE, "Removes it with its services and their rights."))
                .shows(Shape.sentence("Removed {URL} of {CLIENT}."))
                .changes(ONE)
                .confirms("CLIENT"))
        .with(added());
  }

  private static Verb one(Verb verb) {
    return verb.takes(ServerInput.client(), ServerInput.description());
  }

  private static Noun added() {
    Input code =
        argument(
            "CODE",
            "What the service is known by.",
            Reading.plain(),
            Target.field("rest_service_code"));
    return Noun.of(
        "add",
        "Adds a description; its services can be called once it is enabled.",
        adds("wsdl", "WSDL", "The SOAP services of a WSDL.")
            .next("postroad server right give {CLIENT}:SERVICE SUBJECT"),
        adds("openapi", "OPENAPI3", "The REST service of an OpenAPI document.")
            .takes(code)
            .next("postroad server right give {CLIENT}:{CODE} SUBJECT"),
        adds("rest", "REST", "A REST service at a base address.")
            .takes(code)
            .next("postroad server right give {CLIENT}:{CODE} SUBJECT"));
  }

  private static Verb adds(String name, String type, String help) {
    return Verb.post(name, ALL, help)
        .takes(
            ServerInput.client(),
            argument(
                "URL",
                "Its address.",
                Reading.plain(),
                Target.field("url"),
                Target.constant("type", type)))
        .shows(Shape.card(COLUMNS))
        .warns();
  }

  private static String services(JsonNode description) {
    return StreamSupport.stream(description.path("services").spliterator(), false)
        .map(service -> Values.text(service, "full_service_code"))
        .collect(Collectors.joining(", "));
  }
}
