// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;

import java.util.Arrays;
import java.util.stream.Stream;
import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** Certificates of keys (E25). */
final class CertificateNoun {
  private static final String ALL = "/token-certificates";
  private static final String ONE = ALL + "/{certificate}";

  static final Column[] COLUMNS = {
    column("certificate", "certificate_details.hash"),
    column("whose", "owner_id"),
    column("subject", "certificate_details.subject_common_name"),
    column("status", "status"),
    column("active", "active"),
    column("imported", "saved_to_configuration"),
    column("OCSP", "ocsp_status"),
    column("until", "certificate_details.not_after"),
    column("renewal", "next_automatic_renewal_time"),
    column("failure", "renewal_error")
  };

  private CertificateNoun() {}

  private static Column[] withKey() {
    return Stream.concat(Arrays.stream(COLUMNS), Stream.of(KeyTree.key())).toArray(Column[]::new);
  }

  static Noun noun() {
    return Noun.of(
        "certificate",
        "Certificates: what says whose keys are whose.",
        Verb.get("list", KeyTree.TOKENS, "Lists the certificates of all keys.")
            .shows(Shape.rowsOf(KeyTree::certificates, withKey())),
        shown(),
        imported(),
        taken(),
        one(Verb.put("activate", ONE + "/activate", "Lets it be used."))
            .shows(Shape.sentence("Certificate {CERTIFICATE} is used."))
            .changes(ONE),
        one(Verb.put("disable", ONE + "/disable", "Lets it rest."))
            .shows(Shape.sentence("Certificate {CERTIFICATE} is not used."))
            .changes(ONE)
            .confirms("CERTIFICATE"),
        one(Verb.put("register", ONE + "/register", "Asks the registry to make it known to all."))
            .takes(
                argument(
                    "ADDRESS",
                    "Where other servers find this one.",
                    Reading.plain(),
                    Target.field("address")))
            .shows(Shape.sentence("Certificate {CERTIFICATE} is to be registered at {ADDRESS}."))
            .changes(ONE)
            .next("the registry decides; postroad server certificate list"),
        one(Verb.put("unregister", ONE + "/unregister", "Asks the registry to forget it."))
            .shows(Shape.sentence("Certificate {CERTIFICATE} is to be forgotten."))
            .changes(ONE)
            .confirms("CERTIFICATE"),
        marked(),
        one(Verb.delete("remove", ONE, "Removes a certificate; its key stays."))
            .shows(Shape.sentence("Removed certificate {CERTIFICATE}."))
            .changes(ONE)
            .confirms("CERTIFICATE"),
        one(Verb.get("actions", ONE + "/possible-actions", "Lists what can be done with one."))
            .shows(ActionRows.SHAPE));
  }

  private static Verb shown() {
    return one(Verb.get("show", ONE, "Shows a certificate."))
        .shows(
            Shape.card(
                column("certificate", "certificate_details.hash"),
                column("whose", "owner_id"),
                column("subject", "certificate_details.subject_distinguished_name"),
                column("issuer", "certificate_details.issuer_distinguished_name"),
                column("serial", "certificate_details.serial"),
                column("from", "certificate_details.not_before"),
                column("until", "certificate_details.not_after"),
                column("usage", "certificate_details.key_usages"),
                column("status", "status"),
                column("active", "active"),
                column("OCSP", "ocsp_status"),
                column("renewal", "next_automatic_renewal_time"),
                column("renewed by", "renewed_cert_hash"),
                column("renewal failed", "renewal_error"),
                column("activation failed", "ocsp_verify_before_activation_error"),
                column("possible", "possible_actions")));
  }

  private static Verb taken() {
    return one(Verb.post(
            "import-from-token",
            ONE + "/import",
            "Takes one that stands beside its key on a device."))
        .shows(
            Shape.card(
                column("certificate", "certificate_details.hash"),
                column("whose", "owner_id"),
                column("status", "status")))
        .next("postroad server status");
  }

  private static Verb imported() {
    return Verb.post("import", ALL, "Takes the certificate that an authority issued.")
        .takes(ServerInput.certificate())
        .shows(
            Shape.card(
                column("certificate", "certificate_details.hash"),
                column("whose", "owner_id"),
                column("status", "status")))
        .next("postroad server status");
  }

  private static Verb marked() {
    return one(Verb.put(
            "mark-for-deletion",
            ONE + "/mark-for-deletion",
            "Lets it be removed where no request reaches the registry."))
        .shows(Shape.sentence("Certificate {CERTIFICATE} can be removed."))
        .changes(ONE)
        .confirms("CERTIFICATE");
  }

  private static Verb one(Verb verb) {
    return verb.takes(certificate());
  }

  private static Input certificate() {
    return argument(
        "CERTIFICATE",
        "Its fingerprint, or its subject's common name if no other has it.",
        Lookup.of(
                "certificates of keys",
                KeyTree.TOKENS,
                "certificate_details.hash",
                "certificate_details.subject_common_name")
            .in(KeyTree::certificates),
        Target.segment("certificate"));
  }
}
