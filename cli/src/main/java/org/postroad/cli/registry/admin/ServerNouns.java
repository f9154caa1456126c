// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;

import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** Security servers and their authentication certificates (E41). */
final class ServerNouns {
  private static final String SERVER = "/security-servers/{server_id}";
  private static final String CERTIFICATES = SERVER + "/authentication-certificates";

  private ServerNouns() {}

  static Input server() {
    return argument(
        "SERVER", "As NAT:GOV:1:server-1.", Reading.server(), Target.segment("server_id"));
  }

  static Shape rows() {
    return Shape.rows(
        Identity.column("id", "server_id"),
        column("owner", "owner_name"),
        column("address", "server_address"));
  }

  static Noun noun() {
    return Noun.of(
            "server",
            "Security servers.",
            Verb.get("list", "/security-servers", "Lists the security servers.")
                .takes(Input.text("--query TEXT", "In the owner or a code.", Target.query("q")))
                .shows(
                    Shape.pages(
                        Identity.column("id", "server_id"),
                        column("owner", "owner_name"),
                        column("address", "server_address"),
                        column("registered", "created_at"))),
            Verb.get("show", SERVER, "Shows a security server.")
                .takes(server())
                .shows(
                    Shape.card(
                        Identity.column("id", "server_id"),
                        column("owner", "owner_name"),
                        column("address", "server_address"),
                        column("in maintenance", "in_maintenance_mode"),
                        column("notice", "maintenance_mode_message"),
                        column("registered", "created_at"),
                        column("changed", "updated_at"))),
            Verb.get("clients", SERVER + "/clients", "Lists the clients of a security server.")
                .takes(server())
                .shows(
                    Shape.rows(Identity.column("id", "client_id"), column("name", "member_name"))),
            Verb.patch("set-address", SERVER, "Changes where other servers find it.")
                .takes(
                    server(),
                    argument(
                        "ADDRESS",
                        "A host name or an address.",
                        Reading.plain(),
                        Target.field("server_address")))
                .shows(Shape.sentence("Server {SERVER} is at {ADDRESS} now."))
                .changes(SERVER),
            Verb.delete("remove", SERVER, "Removes a server, its certificates and clients.")
                .takes(server())
                .shows(Shape.sentence("Removed server {SERVER}."))
                .changes(SERVER)
                .confirms("SERVER"))
        .with(certificate());
  }

  private static Noun certificate() {
    return Noun.of(
        "certificate",
        "The authentication certificates of a security server.",
        Verb.get("list", CERTIFICATES, "Lists them.")
            .takes(server())
            .shows(
                Shape.rows(
                    column("certificate", "id"),
                    column("subject", "subject_distinguished_name"),
                    column("issuer", "issuer_common_name"),
                    column("until", "not_after"))),
        Verb.delete("remove", CERTIFICATES + "/{certificate_id}", "Removes one.")
            .takes(
                server(),
                argument(
                    "CERTIFICATE",
                    "Its number in the list.",
                    Lookup.of("certificates of this server", CERTIFICATES, "id", "hash"),
                    Target.segment("certificate_id")))
            .shows(Shape.sentence("Removed certificate {CERTIFICATE} of {SERVER}."))
            .confirms("SERVER"));
  }
}
