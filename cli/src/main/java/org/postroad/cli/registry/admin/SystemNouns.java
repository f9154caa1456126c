// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Values;
import org.postroad.cli.administration.Verb;

/** The registry itself: partners, nodes, management services, its address (E45–E47). */
final class SystemNouns {
  private static final String ANCHORS = "/trusted-anchors";
  private static final String MANAGEMENT = "/management-services-configuration";

  private SystemNouns() {}

  static Noun partner() {
    Column[] columns = {
      column("instance", "instance_identifier"),
      column("made", "generated_at"),
      column("SHA-224", "hash")
    };
    Input file = argument("FILE", "Its external anchor.", Reading.plain(), Target.file("anchor"));
    Input partner =
        argument(
            "PARTNER",
            "Its instance, or the fingerprint of its anchor.",
            Lookup.of("partners", ANCHORS, "hash", "instance_identifier"),
            Target.segment("hash"));
    return Noun.of(
        "partner",
        "Other instances that this one trusts: its federation.",
        Verb.get("list", ANCHORS, "Lists the partners.").shows(Shape.rows(columns)),
        Verb.post("preview", ANCHORS + "/preview", "Judges an anchor, and changes nothing.")
            .takes(file)
            .shows(Shape.card(columns))
            .asks(),
        Verb.post("trust", ANCHORS, "Trusts another instance; compare the fingerprint first.")
            .takes(file)
            .shows(Shape.card(columns))
            .next("wait until the servers have it: postroad registry status"),
        Verb.get("anchor", ANCHORS + "/{hash}/download", "Writes the anchor to a file.")
            .takes(partner)
            .shows(Shape.saved("{PARTNER}-anchor.xml")),
        Verb.delete("remove", ANCHORS + "/{hash}", "Trusts a partner no more.")
            .takes(partner)
            .shows(Shape.sentence("Removed partner {PARTNER}."))
            .confirms("PARTNER"));
  }

  static Noun node() {
    return Noun.of(
        "node",
        "The nodes that share this registry's database.",
        Verb.get("list", "/system/high-availability-cluster/status", "Lists the nodes.")
            .shows(
                Shape.rowsOf(
                    answer -> answer.path("nodes"),
                    column("node", "node_name"),
                    column("address", "node_address"),
                    column("state", "status"),
                    column("configuration of", "configuration_generated"))));
  }

  static Noun alert() {
    return Noun.of(
        "alert",
        "What keeps the registry from publishing.",
        Verb.get("list", "/notifications/alerts", "Lists what is wrong now.")
            .shows(
                Shape.rows(
                    new Column("what", Alerts::text),
                    column("since", "since"),
                    column("code", "error_code"),
                    new Column("next", Alerts::next))));
  }

  static Noun parameter() {
    return Noun.of(
        "parameter",
        "The settings that the registry runs with.",
        Verb.get("list", "/system/parameters", "Lists them.")
            .shows(
                Shape.rowsOf(
                    Values::pairs, column("parameter", "name"), column("value", "value"))));
  }

  static Noun address() {
    return Noun.of(
        "address",
        "Where the registry is found.",
        Verb.get("show", "/system/status", "Shows it.")
            .shows(
                Shape.card(
                    column("instance", "initialization_status.instance_identifier"),
                    column("address", "initialization_status.central_server_address"),
                    column("node", "high_availability_status.node_name"))),
        Verb.put("set", "/system/server-address", "Changes it; every anchor changes with it.")
            .takes(
                argument(
                    "ADDRESS",
                    "A host name or an address.",
                    Reading.plain(),
                    Target.field("central_server_address")))
            .shows(Shape.sentence("The registry is at {ADDRESS} now."))
            .confirms("ADDRESS")
            .next("postroad registry source recreate-anchor internal, and external"));
  }

  static Noun management() {
    Shape card =
        Shape.card(
            column("provider", "service_provider_id"),
            column("name", "service_provider_name"),
            column("server", "security_server_id"),
            column("services at", "services_address"),
            column("WSDL at", "wsdl_address"),
            column("owners' group", "security_server_owners_global_group_code"));
    return Noun.of(
            "management",
            "The management services.",
            Verb.get("show", MANAGEMENT, "Shows who provides them, and where.").shows(card),
            Verb.patch("set", MANAGEMENT, "Changes the subsystem that provides them.")
                .takes(
                    argument(
                        "SUBSYSTEM",
                        "As NAT:GOV:1:Management.",
                        Reading.subsystem(),
                        Target.field("service_provider_id")))
                .shows(card)
                .changes(MANAGEMENT)
                .next("postroad registry management register SERVER"),
            Verb.post(
                    "register",
                    MANAGEMENT + "/register-provider",
                    "Makes the provider a client of a server.")
                .takes(
                    argument(
                        "SERVER",
                        "As NAT:GOV:1:server-1.",
                        Reading.server(),
                        Target.field("security_server_id")))
                .shows(card)
                .changes(MANAGEMENT))
        .with(certificate());
  }

  private static Noun certificate() {
    return Noun.of(
        "certificate",
        "The certificate of the management services' TLS.",
        Verb.get("show", MANAGEMENT + "/certificate", "Shows it.")
            .shows(Shape.card(TrustNouns.CERTIFICATE)),
        Verb.get("get", MANAGEMENT + "/download-certificate", "Writes it to a file.")
            .shows(Shape.saved("management-service.tar.gz")),
        Verb.post("renew", MANAGEMENT + "/certificate", "Makes a new key and certificate.")
            .shows(Shape.sentence("The management services have a new key."))
            .changes(MANAGEMENT + "/certificate"),
        Verb.post("request", MANAGEMENT + "/generate-csr", "Writes a request for a certificate.")
            .takes(
                argument("SUBJECT", "As CN=registry, C=FI.", Reading.plain(), Target.field("name")))
            .shows(Shape.saved("management-service.csr")),
        Verb.post("put", MANAGEMENT + "/upload-certificate", "Takes the certificate that was made.")
            .takes(
                argument("FILE", "The certificate.", Reading.plain(), Target.file("certificate")))
            .shows(Shape.card(TrustNouns.CERTIFICATE))
            .changes(MANAGEMENT + "/certificate"));
  }
}
