// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.option;
import static org.postroad.cli.administration.Input.text;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Values;
import org.postroad.cli.administration.Verb;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Who may call what: by service, by endpoint, and by who has rights (E24). */
final class RightNoun {
  private static final String SERVICE = "/services/{service}/service-clients";
  private static final String ENDPOINT = "/endpoints/{endpoint}/service-clients";
  private static final String CLIENT = "/clients/{client}";
  private static final String HOLDER = CLIENT + "/service-clients/{subject}";
  private static final String RIGHTS = HOLDER + "/access-rights";

  private static final Column[] SUBJECTS = {
    new Column("subject", RightNoun::subject),
    column("name", "name"),
    column("type", "service_client_type")
  };

  private RightNoun() {}

  static Noun noun() {
    return Noun.of(
            "right",
            "Rights: who may call what.",
            Verb.get("list", SERVICE, "Lists who may call a service.")
                .takes(ServerInput.service())
                .shows(Shape.rows(SUBJECTS)),
            Verb.post("give", SERVICE, "Lets subjects call a whole service.")
                .takes(ServerInput.service(), subjects())
                .shows(Shape.sentence("{SUBJECT} may call {SERVICE}.")),
            Verb.post("take", SERVICE + "/delete", "Lets them call it no more.")
                .takes(ServerInput.service(), subjects())
                .shows(Shape.sentence("{SUBJECT} may not call {SERVICE} any more."))
                .confirms("SERVICE"),
            candidates())
        .with(ofEndpoint(), ofHolder());
  }

  private static Noun ofEndpoint() {
    return Noun.of(
        "endpoint",
        "Rights to one endpoint of a REST service.",
        Verb.get("list", ENDPOINT, "Lists who may call an endpoint.")
            .takes(ServerInput.service(), ServerInput.endpoint())
            .shows(Shape.rows(SUBJECTS)),
        Verb.post("give", ENDPOINT, "Lets subjects call an endpoint.")
            .takes(ServerInput.service(), ServerInput.endpoint(), subjects())
            .shows(Shape.sentence("{SUBJECT} may call {ENDPOINT} of {SERVICE}.")),
        Verb.post("take", ENDPOINT + "/delete", "Lets them call it no more.")
            .takes(ServerInput.service(), ServerInput.endpoint(), subjects())
            .shows(Shape.sentence("{SUBJECT} may not call {ENDPOINT} of {SERVICE} any more."))
            .confirms("SERVICE"));
  }

  private static Noun ofHolder() {
    return Noun.of(
        "holder",
        "Rights by who has them.",
        Verb.get(
                "list", CLIENT + "/service-clients", "Lists who has rights to a client's services.")
            .takes(ServerInput.client())
            .shows(Shape.rows(SUBJECTS)),
        Verb.get("show", HOLDER, "Shows one of them.")
            .takes(ServerInput.client(), subject())
            .shows(Shape.card(SUBJECTS)),
        Verb.get("services", RIGHTS, "Lists the services that somebody may call.")
            .takes(ServerInput.client(), subject())
            .shows(Shape.rows(column("service", "service_code"), column("title", "service_title"))),
        Verb.post("give", RIGHTS, "Lets somebody call services.")
            .takes(ServerInput.client(), subject(), codes())
            .shows(Shape.sentence("{SUBJECT} may call {CODE} of {CLIENT}.")),
        Verb.post("take", RIGHTS + "/delete", "Lets somebody call them no more.")
            .takes(ServerInput.client(), subject(), codes())
            .shows(Shape.sentence("{SUBJECT} may not call {CODE} of {CLIENT} any more."))
            .confirms("CLIENT"));
  }

  private static Verb candidates() {
    return Verb.get(
            "candidates", CLIENT + "/service-client-candidates", "Finds who might be given rights.")
        .takes(
            ServerInput.client(),
            text(
                "--name TEXT",
                "In the member's name or the group's description.",
                Target.query("member_name_group_description")),
            option(
                "--type TYPE",
                "subsystem, globalgroup or localgroup.",
                Reading.oneOf("subsystem", "globalgroup", "localgroup"),
                Target.query("service_client_type")),
            text("--instance TEXT", "In the instance.", Target.query("instance")),
            text("--class TEXT", "In the member class.", Target.query("member_class")),
            text(
                "--code TEXT",
                "In the code of the member or group.",
                Target.query("member_group_code")),
            text("--subsystem TEXT", "In the subsystem code.", Target.query("subsystem_code")))
        .shows(Shape.rows(SUBJECTS));
  }

  private static Input subject() {
    return argument("SUBJECT", WHO, ServerReading.subject(), Target.segment("subject"));
  }

  private static final String WHO = "A subsystem, a global group as NAT:all, or a group's code.";

  private static Input subjects() {
    return Input.arguments(
        "SUBJECT", WHO, ServerReading.subject(), Target.objects("items", RightNoun::item));
  }

  private static Input codes() {
    return Input.arguments(
        "CODE",
        "Codes of services.",
        Reading.plain(),
        Target.objects(
            "items", code -> JsonNodeFactory.instance.objectNode().put("service_code", code)));
  }

  private static JsonNode item(String id) {
    String type =
        switch (id.split(":", -1).length) {
          case 1 -> "LOCALGROUP";
          case 2 -> "GLOBALGROUP";
          default -> "SUBSYSTEM";
        };
    return JsonNodeFactory.instance.objectNode().put("id", id).put("service_client_type", type);
  }

  /** As people type it: a group of the client by its code. */
  private static String subject(JsonNode entry) {
    String code = Values.text(entry, "local_group_code");
    return code.isEmpty() ? Values.text(entry, "id") : code;
  }
}
