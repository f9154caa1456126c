// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Input.argument;

import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** Management requests that the registry makes itself, on behalf of a security server (E42). */
final class AddedRequestNoun {
  private AddedRequestNoun() {}

  static Noun noun() {
    Input client =
        argument("CLIENT", "A member or subsystem.", Reading.client(), Target.field("client_id"));
    Input subsystem =
        argument(
            "SUBSYSTEM", "As NAT:GOV:1:People.", Reading.subsystem(), Target.field("client_id"));
    Input certificate =
        argument(
            "FILE",
            "The certificate (PEM or DER).",
            Reading.plain(),
            Target.base64("authentication_certificate"));
    return Noun.of(
        "add",
        "Asks on behalf of a security server.",
        adds("certificate", "AUTH_CERT_REGISTRATION", "For a certificate of a server.")
            .takes(
                certificate,
                Input.neededText("--address HOST", "Where it is.", Target.field("server_address"))),
        adds("certificate-removal", "AUTH_CERT_DELETION", "To take a certificate away.")
            .takes(certificate),
        adds("client", "CLIENT_REGISTRATION", "For a client of a server.").takes(client),
        adds("client-removal", "CLIENT_DELETION", "To take a client away.").takes(client),
        adds("client-disabling", "CLIENT_DISABLE", "To serve a client for a time no more.")
            .takes(client),
        adds("client-enabling", "CLIENT_ENABLE", "To serve a disabled client again.").takes(client),
        adds("name", "CLIENT_RENAME", "For another name of a subsystem.")
            .takes(
                subsystem,
                argument("NAME", "Its new name.", Reading.plain(), Target.field("subsystem_name"))),
        adds("owner", "OWNER_CHANGE", "For another owner, a member that is its client.")
            .takes(
                argument("MEMBER", "As NAT:GOV:2.", Reading.member(), Target.field("client_id"))),
        adds("address", "ADDRESS_CHANGE", "For another address of a server.")
            .takes(
                argument(
                    "ADDRESS",
                    "A host name or an address.",
                    Reading.plain(),
                    Target.field("server_address"))),
        adds("maintenance", "MAINTENANCE_MODE_ENABLE", "That a server is in maintenance.")
            .takes(Input.text("--notice TEXT", "What callers are told.", Target.field("message"))),
        adds("maintenance-end", "MAINTENANCE_MODE_DISABLE", "That its maintenance is over."));
  }

  private static Verb adds(String name, String type, String help) {
    return Verb.post(name, RequestNouns.ALL, help)
        .takes(
            argument(
                "SERVER",
                "As NAT:GOV:1:server-1.",
                Reading.server(),
                Target.constant("type", type + "_REQUEST"),
                Target.constant("origin", "CENTER"),
                Target.field("security_server_id")))
        .shows(RequestNouns.CARD);
  }
}
