// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.option;

import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** Certificates that come without a person, and mail about them (C80 to C86). */
final class AcmeNouns {
  private static final String AUTHORITY = "/certificate-authorities/{authority}";

  private AcmeNouns() {}

  static Noun acme() {
    return Noun.of(
        "acme",
        "Certificates that an authority issues without a person.",
        Verb.get(
                "credentials",
                AUTHORITY + "/has-acme-eab-credentials",
                "Shows whether it asks for credentials, and whether they are here.")
            .takes(
                authority(),
                use(Target.query("key_usage_type")),
                option(
                    "--member MEMBER",
                    "Whose certificate it will be, as NAT:GOV:1; the owner's if not given.",
                    Reading.member(),
                    Target.query("member_id")))
            .shows(
                Shape.card(
                    column("asked for", "acme_eab_required"),
                    column("here", "has_acme_external_account_credentials"))),
        Verb.post(
                "order",
                AUTHORITY + "/acme-order",
                "Orders the certificate of a request, and waits until it is here.")
            .takes(
                authority(),
                use(Target.field("key_usage_type")),
                argument(
                    "REQUEST",
                    "Its id, see `postroad server csr list`.",
                    Reading.plain(),
                    Target.field("csr_id")))
            .shows(Shape.sentence("{NAME} has issued a certificate for request {REQUEST}."))
            .next("postroad server certificate list"));
  }

  static Noun mail() {
    return Noun.of(
        "mail",
        "Mail to administrators.",
        Verb.get("show", "/mail/mail-notification-status", "Shows what is told to whom.")
            .shows(
                Shape.card(
                    column("set up", "configuration_present"),
                    column("told", "enabled_notifications"),
                    column("whom", "recipients_emails"))),
        Verb.put("test", "/mail/send-test-mail", "Sends a mail to see whether it arrives.")
            .takes(argument("ADDRESS", "Whom to.", Reading.plain(), Target.field("mail_address")))
            .shows(Shape.card(column("result", "status"), column("because", "message"))));
  }

  private static Input authority() {
    return argument(
        "NAME",
        "Of the authority.",
        Lookup.of("authorities", "/certificate-authorities", "name", "name"),
        Target.segment("authority"));
  }

  private static Input use(Target target) {
    return argument(
        "USE", "authentication or signing.", Reading.oneOf("authentication", "signing"), target);
  }
}
