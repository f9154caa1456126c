// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.option;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Values;
import org.postroad.cli.administration.Verb;

/** The server itself and what it trusts (E26, E27, E28). */
final class SystemNouns {
  private static final String CERTIFICATE = "/system/certificate";
  private static final Column[] SERVICES = {column("name", "name"), column("address", "url")};

  private static final String USED = "/system/timestamping-services";

  private SystemNouns() {}

  private static Input timestampingService(String list) {
    return argument(
        "SERVICE",
        "Its name or address.",
        ServerReading.timestamping(list),
        Target.word(0, "url"),
        Target.word(1, "name"));
  }

  static Noun tls() {
    return Noun.of(
        "tls",
        "The certificate that information systems and services see.",
        Verb.get("show", CERTIFICATE, "Shows it.").shows(Shape.card(CertificateColumns.CARD)),
        Verb.post("renew", CERTIFICATE, "Makes a new key with a certificate of its own.")
            .shows(Shape.card(CertificateColumns.CARD))
            .next(
                "give it to everybody who calls this server by HTTPS: postroad server tls export"),
        Verb.post("request", CERTIFICATE + "/csr", "Writes a request for a certificate.")
            .takes(
                argument(
                    "NAME",
                    "Whose certificate, as 'CN=ss1.example.org, O=Agency'.",
                    Reading.plain(),
                    Target.field("name")))
            .shows(Shape.saved("request.p10")),
        Verb.post("put", CERTIFICATE + "/import", "Takes the certificate that was asked for.")
            .takes(ServerInput.certificate())
            .shows(Shape.card(CertificateColumns.CARD)),
        Verb.get("export", CERTIFICATE + "/export", "Writes it to a file, for those who call.")
            .shows(Shape.saved("certificates.tar.gz")));
  }

  static Noun administrationTls() {
    String certificate = "/system/administration-certificate";
    return Noun.of(
        "administration-tls",
        "The certificate that administrators see.",
        Verb.get("show", certificate, "Shows it.").shows(Shape.card(CertificateColumns.CARD)),
        Verb.post("renew", certificate, "Makes a new key with a certificate of its own.")
            .shows(Shape.card(CertificateColumns.CARD))
            .next("copy administration.crt to everybody who administers from another machine"));
  }

  static Noun anchor() {
    Shape card = Shape.card(column("made", "created_at"), column("fingerprint", "hash"));
    Input file = argument("FILE", "An anchor of this instance.", Reading.plain(), Target.whole());
    return Noun.of(
        "anchor",
        "What the global configuration is trusted by.",
        Verb.get("show", "/system/anchor", "Shows when it was made, and its fingerprint.")
            .shows(card),
        Verb.get("download", "/system/anchor/download", "Writes it to a file.")
            .shows(Shape.saved("configuration-anchor.xml")),
        Verb.post("preview", "/system/anchor/previews", "Shows another one, and changes nothing.")
            .takes(file)
            .shows(card)
            .asks(),
        Verb.put(
                "replace",
                "/system/anchor",
                "Trusts another one, once a configuration was had with it.")
            .takes(file)
            .shows(card)
            .changes("/system/anchor")
            .confirms("FILE")
            .next("postroad server diagnostics globalconf"));
  }

  static Noun timestamping() {
    return Noun.of(
        "timestamping",
        "Time-stamping services.",
        Verb.get("list", USED, "Lists those that are used.").shows(Shape.rows(SERVICES)),
        Verb.get("approved", "/timestamping-services", "Lists those that may be used.")
            .shows(Shape.rows(SERVICES)),
        Verb.post("add", USED, "Uses one that is approved.")
            .takes(timestampingService("/timestamping-services"))
            .shows(Shape.sentence("{SERVICE} is used.")),
        Verb.post("remove", USED + "/delete", "Uses one no more.")
            .takes(timestampingService(USED))
            .shows(Shape.sentence("{SERVICE} is used no more."))
            .confirms("SERVICE"));
  }

  static Noun authority() {
    return Noun.of(
        "authority",
        "Authorities whose certificates count.",
        Verb.get("list", "/certificate-authorities", "Lists them.")
            .takes(
                option(
                    "--usage USE",
                    "For authentication or signing.",
                    Reading.oneOf("authentication", "signing"),
                    Target.query("key_usage_type")),
                Input.flag(
                    "--intermediates",
                    "With those below them.",
                    Target.query("include_intermediate_cas")))
            .shows(
                Shape.rows(
                    column("name", "name"),
                    column("subject", "subject_distinguished_name"),
                    column("OCSP", "ocsp_response"),
                    column("until", "not_after"),
                    column("TLS only", "authentication_only"),
                    column("ACME", "acme_capable"))),
        fields());
  }

  private static Verb fields() {
    return Verb.get(
            "fields",
            "/certificate-authorities/{authority}/csr-subject-fields",
            "Lists the fields that a request to it has.")
        .takes(
            argument(
                "NAME",
                "Of the authority.",
                Lookup.of("authorities", "/certificate-authorities", "name", "name"),
                Target.segment("authority")),
            argument(
                "USE",
                "authentication or signing.",
                Reading.oneOf("authentication", "signing"),
                Target.query("key_usage_type")),
            option(
                "--member MEMBER",
                "Whose messages are signed, as NAT:GOV:1.",
                Reading.member(),
                Target.query("member_id")))
        .shows(
            Shape.rows(
                column("field", "id"),
                column("what", "label"),
                column("preset", "default_value"),
                column("fixed", "read_only"),
                column("needed", "required")));
  }

  static Noun address() {
    return Noun.of(
        "address",
        "Where other servers find this one.",
        Verb.get("show", "/system/server-address", "Shows what the registry tells others.")
            .shows(
                Shape.card(
                    column("address", "current_address.address"),
                    column("asked for", "requested_change.address"))),
        Verb.put("set", "/system/server-address", "Asks the registry to tell others another one.")
            .takes(
                argument(
                    "ADDRESS",
                    "A host name or an address.",
                    Reading.plain(),
                    Target.field("address")))
            .shows(Shape.sentence("Others are to find this server at {ADDRESS}."))
            .confirms("ADDRESS")
            .next("the registry decides; postroad server address show"));
  }

  static Noun maintenance() {
    return Noun.of(
        "maintenance",
        "Whether others are told that this server does not answer now.",
        Verb.get("show", "/system/maintenance-mode", "Shows how far it is.")
            .shows(Shape.card(column("state", "status"), column("notice", "message"))),
        Verb.put("begin", "/system/maintenance-mode/enable", "Asks the registry to tell others.")
            .takes(
                argument(
                    "NOTICE", "What callers are told.", Reading.plain(), Target.field("message")))
            .shows(Shape.sentence("Others are to be told of the maintenance."))
            .next("postroad server maintenance show"),
        Verb.put("end", "/system/maintenance-mode/disable", "Asks it to tell them that it is over.")
            .shows(Shape.sentence("Others are to be told that it is over."))
            .next("postroad server maintenance show"));
  }

  static Noun lookup() {
    Column[] servers = {column("server", "id"), column("address", "server_address")};
    return Noun.of(
        "lookup",
        "What the global configuration tells.",
        Verb.get("instances", "/xroad-instances", "Lists the instances that are known.")
            .shows(Shape.rows(new Column("instance", Values::text))),
        Verb.get("classes", "/member-classes", "Lists the member classes.")
            .takes(Input.flag("--own", "Of this instance alone.", Target.query("current_instance")))
            .shows(Shape.rows(new Column("class", Values::text))),
        Verb.get("classes-of", "/member-classes/{instance}", "Lists those of an instance.")
            .takes(argument("INSTANCE", "As NAT.", Reading.plain(), Target.segment("instance")))
            .shows(Shape.rows(new Column("class", Values::text))),
        Verb.get("name", "/member-names", "Tells the name of a member of this instance.")
            .takes(
                argument("CLASS", "As GOV.", Reading.plain(), Target.query("member_class")),
                argument("CODE", "As 1.", Reading.plain(), Target.query("member_code")))
            .shows(Shape.card(column("name", "member_name"))),
        Verb.get("servers", "/security-servers", "Lists security servers.")
            .takes(Input.flag("--own", "This one alone.", Target.query("current_server")))
            .shows(Shape.rows(servers)),
        Verb.get("server", "/security-servers/{server}", "Shows a security server.")
            .takes(
                argument(
                    "SERVER", "As NAT:GOV:1:server-1.", Reading.server(), Target.segment("server")))
            .shows(Shape.card(servers)));
  }
}
