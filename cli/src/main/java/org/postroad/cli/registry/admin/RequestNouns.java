// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.option;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** Management requests: what servers ask for, and what is asked for them (E42). */
final class RequestNouns {
  static final String ALL = "/management-requests";
  private static final String ONE = ALL + "/{management_request_id}";

  static final Shape CARD =
      Shape.card(
          column("request", "id"),
          new Column("asks", Requests::asks),
          new Column("state", Requests::state),
          column("from", "origin"),
          column("owner", "security_server_owner"),
          column("client's owner", "client_owner_name"),
          column("address", "address"),
          column("address", "server_address"),
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
        .with(AddedRequestNoun.noun());
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
}
