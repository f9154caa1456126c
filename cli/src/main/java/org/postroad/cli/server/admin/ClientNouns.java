// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.option;
import static org.postroad.cli.administration.Input.text;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** The members and subsystems that use this server (E20, E21). */
final class ClientNouns {
  private static final String CLIENTS = "/clients";
  private static final String CLIENT = CLIENTS + "/{client}";
  private static final String CERTIFICATES = CLIENT + "/tls-certificates";
  private static final String CERTIFICATE = CERTIFICATES + "/{hash}";
  private static final String SHOW = "postroad server client show {CLIENT}";
  private static final Reading CONNECTION = Reading.oneOf("http", "https", "https-no-auth");

  private static final Column[] COLUMNS = {
    column("client", "id"),
    column("member", "member_name"),
    column("name", "subsystem_name"),
    column("status", "status"),
    column("connection", "connection_type"),
    column("owner", "owner"),
    column("signs", "has_valid_local_sign_cert")
  };

  private ClientNouns() {}

  static Noun noun() {
    return Noun.of(
            "client",
            "Clients: the members and subsystems that use this server.",
            searches("list", CLIENTS, "Lists the clients of this server."),
            searches("search", CLIENTS + "?internal_search=false", "Finds any of all instances.")
                .takes(
                    Input.flag(
                        "--others", "Not those of this server.", Target.query("exclude_local"))),
            Verb.get("show", CLIENT, "Shows a client.")
                .takes(ServerInput.client())
                .shows(Shape.card(COLUMNS)),
            added(),
            asks("register", "Asks the registry to make it known to all.", "is to be registered"),
            asks("unregister", "Asks the registry to forget it.", "is to be forgotten"),
            asks("disable", "Asks that it is served no more for a time.", "is to be disabled"),
            asks("enable", "Asks that it is served again.", "is to be enabled"),
            renamed(),
            connects(),
            owns(),
            Verb.get(
                    "signs",
                    CLIENT + "/sign-certificates",
                    "Lists the certificates that sign for a client.")
                .takes(ServerInput.client())
                .shows(Shape.rows(CertificateNoun.COLUMNS)),
            Verb.get("orphans", CLIENT + "/orphans", "Tells if keys of a removed client are left.")
                .takes(gone())
                .shows(Shape.card(column("left", "orphans_exist"))),
            Verb.delete("remove-orphans", CLIENT + "/orphans", "Removes what it left.")
                .takes(gone())
                .shows(Shape.sentence("Removed the keys that {CLIENT} left."))
                .confirms("CLIENT"),
            Verb.delete("remove", CLIENT, "Removes a client with its services and rights.")
                .takes(ServerInput.client())
                .shows(Shape.sentence("Removed {CLIENT}."))
                .changes(CLIENT)
                .confirms("CLIENT")
                .next("postroad server client orphans {CLIENT}"))
        .with(certificate());
  }

  private static Verb renamed() {
    return Verb.put("rename", CLIENT + "/rename", "Gives a subsystem another name.")
        .takes(
            ServerInput.client(),
            argument("NAME", "Its new name.", Reading.plain(), Target.field("client_name")))
        .shows(Shape.sentence("{CLIENT} is to be called {NAME}."));
  }

  private static Verb owns() {
    return Verb.put("make-owner", CLIENT + "/make-owner", "Asks that a member owns this server.")
        .takes(ServerInput.client())
        .shows(Shape.sentence("{CLIENT} is to be the owner of this server."))
        .confirms("CLIENT")
        .next("the registry decides; " + SHOW);
  }

  private static Verb connects() {
    return Verb.patch("set-connection", CLIENT, "Changes how its information systems connect.")
        .takes(
            ServerInput.client(),
            argument(
                "TYPE",
                "http, https or https-no-auth.",
                CONNECTION,
                Target.field("connection_type")))
        .shows(Shape.sentence("Information systems of {CLIENT} connect by {TYPE} now."))
        .changes(CLIENT);
  }

  /** A client that is one no more. */
  private static Input gone() {
    return argument("CLIENT", "As NAT:GOV:1:People.", Reading.client(), Target.segment("client"));
  }

  private static Verb searches(String name, String path, String help) {
    return Verb.get(name, path, help)
        .takes(
            text("--name TEXT", "In the name of the member or subsystem.", Target.query("name")),
            text("--instance TEXT", "In the instance.", Target.query("instance")),
            text("--class TEXT", "In the member class.", Target.query("member_class")),
            text("--code TEXT", "In the member code.", Target.query("member_code")),
            text("--subsystem TEXT", "In the subsystem code.", Target.query("subsystem_code")),
            option(
                "--members YES|NO",
                "With members too, or subsystems alone.",
                Reading.yesOrNo(),
                Target.query("show_members")),
            option(
                "--signs YES|NO",
                "That this server can sign for, or cannot.",
                Reading.yesOrNo(),
                Target.query("local_valid_sign_cert")))
        .shows(Shape.rows(COLUMNS));
  }

  private static Verb added() {
    return Verb.post("add", CLIENTS, "Adds a client, which nobody else knows yet.")
        .takes(
            argument(
                "CLIENT",
                "As NAT:GOV:1:People, of this instance.",
                ServerReading.newClient(),
                Target.part(1, "client.member_class"),
                Target.part(2, "client.member_code"),
                Target.part(3, "client.subsystem_code")),
            text("--name TEXT", "What people call it.", Target.field("client.subsystem_name")),
            option(
                "--connection TYPE",
                "http, https (preset) or https-no-auth.",
                CONNECTION,
                Target.field("client.connection_type")))
        .shows(Shape.sentence("Added {CLIENT}."))
        .warns()
        .next("postroad server client register {CLIENT}");
  }

  private static Verb asks(String name, String help, String sentence) {
    return Verb.put(name, CLIENT + "/" + name, help)
        .takes(ServerInput.client())
        .shows(Shape.sentence("{CLIENT} " + sentence + "."))
        .changes(CLIENT)
        .next("the registry decides; " + SHOW);
  }

  private static Noun certificate() {
    Input hash =
        argument(
            "HASH",
            "Its fingerprint.",
            Lookup.of("certificates of this client", CERTIFICATES, "hash"),
            Target.segment("hash"));
    return Noun.of(
        "certificate",
        "TLS certificates of a client's information systems.",
        Verb.get("list", CERTIFICATES, "Lists them.")
            .takes(ServerInput.client())
            .shows(Shape.rows(CertificateColumns.ROWS)),
        Verb.get("show", CERTIFICATE, "Shows one.")
            .takes(ServerInput.client(), hash)
            .shows(Shape.card(CertificateColumns.CARD)),
        Verb.post("add", CERTIFICATES, "Lets the information system that has it in.")
            .takes(ServerInput.client(), ServerInput.certificate())
            .shows(Shape.card(CertificateColumns.CARD)),
        Verb.delete("remove", CERTIFICATE, "Lets it in no more.")
            .takes(ServerInput.client(), hash)
            .shows(Shape.sentence("Removed certificate {HASH} of {CLIENT}."))
            .confirms("CLIENT"));
  }
}
