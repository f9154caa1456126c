// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.registry.admin.Column.column;
import static org.postroad.cli.registry.admin.Input.argument;
import static org.postroad.cli.registry.admin.Input.option;

/** Management requests: what servers ask for, and what is asked for them (E42). */
final class RequestNouns {
  private static final String ALL = "/management-requests";
  private static final String ONE = ALL + "/{management_request_id}";

  private static final Shape CARD =
      Shape.card(
          column("request", "id"),
          new Column("asks", Requests::asks),
          new Column("state", Requests::state),
          column("from", "origin"),
          column("owner", "security_server_owner"),
          column("client's owner", "client_owner_name"),
          column("address", "address"),
          column("certificate", "certificate_details.subject_distinguished_name"),
          column("issued by", "certificate_details.issuer_distinguished_name"),
          column("until", "certificate_details.not_after"),
          column("SHA-1", "certificate_details.hash"),
          column("comments", "comments"),
          column("made", "created_at"));

  private RequestNouns() {}

  static Noun noun() {
    Input id =
        argument(
            "REQUEST", "Its number.", Reading.number(), Target.segment("management_request_id"));
    return Noun.of(
            "request",
            "Management requests: what security servers ask for.",
            list(),
            Verb.get("show", ONE, "Shows what a request asks for, and what it waits for.")
                .takes(id)
                .shows(CARD),
            Verb.post("approve", ONE + "/approval", "Does what a request asks for.")
                .takes(id)
                .shows(Shape.sentence("Approved request {REQUEST}."))
                .changes(ONE),
            Verb.delete("decline", ONE, "Declines a request, or revokes one of the registry.")
                .takes(id)
                .shows(Shape.sentence("Declined request {REQUEST}."))
                .changes(ONE))
        .with(add());
  }

  private static Verb list() {
    return Verb.get("list", ALL, "Lists the requests, those that wait with --status.")
        .takes(
            Input.text("--query TEXT", "In anything of it.", Target.query("query")),
            option(
                "--status STATE",
                "waiting, submitted-for-approval, approved, declined or revoked.",
                Requests.status(),
                Target.query("status")),
            option(
                "--from ORIGIN",
                "security-server or center.",
                Reading.oneOf("security-server", "center"),
                Target.query("origin")),
            Input.options(
                "--type TYPE",
                "Of this type; may be repeated: " + String.join(", ", Requests.TYPES) + ".",
                Reading.oneOf(Requests.TYPES.toArray(String[]::new)),
                Target.query("types")),
            option(
                "--server SERVER", "Of this server.", Reading.server(), Target.query("server_id")))
        .shows(
            Shape.pages(
                column("request", "id"),
                new Column("asks", Requests::asks),
                new Column("state", Requests::state),
                column("from", "origin"),
                column("made", "created_at")));
  }

  private static Noun add() {
    Input client =
        argument("CLIENT", "A member or subsystem.", Reading.client(), Target.field("client_id"));
    Input certificate =
        argument(
            "FILE",
            "The certificate (PEM or DER).",
            Reading.plain(),
            Target.base64("authentication_certificate"));
    return Noun.of(
        "add",
        "Asks on behalf of a security server.",
        adds("certificate", "AUTH_CERT_REGISTRATION_REQUEST", "For a certificate of a server.")
            .takes(
                certificate,
                Input.neededText("--address HOST", "Where it is.", Target.field("server_address"))),
        adds("certificate-removal", "AUTH_CERT_DELETION_REQUEST", "To take a certificate away.")
            .takes(certificate),
        adds("client", "CLIENT_REGISTRATION_REQUEST", "For a client of a server.").takes(client),
        adds("client-removal", "CLIENT_DELETION_REQUEST", "To take a client away.").takes(client),
        adds("owner", "OWNER_CHANGE_REQUEST", "For another owner, a member that is its client.")
            .takes(client));
  }

  private static Verb adds(String name, String type, String help) {
    return Verb.post(name, ALL, help)
        .takes(
            argument(
                "SERVER",
                "As NAT:GOV:1:server-1.",
                Reading.server(),
                Target.constant("type", type),
                Target.constant("origin", "CENTER"),
                Target.field("security_server_id")))
        .shows(CARD);
  }
}
