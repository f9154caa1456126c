// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.option;

import java.util.List;
import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** Approved certification services with their responders (E44). */
final class TrustNouns {
  private static final String ALL = "/certification-services";
  private static final String ONE = ALL + "/{certification_service_id}";
  private static final String INTERMEDIATE = "/intermediate-cas/{intermediate_ca_id}";
  private static final String INTERMEDIATES = ONE + "/intermediate-cas";
  private static final String RESPONDER = "/ocsp-responders/{ocsp_responder_id}";
  private static final String RESPONDERS = ONE + "/ocsp-responders";

  static final Column[] CERTIFICATE = {
    column("subject", "subject_distinguished_name"),
    column("issuer", "issuer_distinguished_name"),
    column("serial", "serial"),
    column("from", "not_before"),
    column("until", "not_after"),
    column("key", "public_key_algorithm"),
    column("usages", "key_usages"),
    column("names", "subject_alternative_names"),
    column("SHA-1", "hash")
  };

  private static final Shape CARD =
      Shape.card(
          column("authority", "id"),
          column("name", "name"),
          column("subject", "subject_distinguished_name"),
          column("issuer", "issuer_distinguished_name"),
          column("from", "not_before"),
          column("until", "not_after"),
          column("profile", "certificate_profile_info"),
          column("for TLS alone", "tls_auth"),
          column("requests as", "default_csr_format"),
          column("ACME", "acme_server_directory_url"),
          column("ACME from", "acme_server_ip_address"),
          column("ACME profile, authentication", "authentication_certificate_profile_id"),
          column("ACME profile, signing", "signing_certificate_profile_id"));

  private static final Shape RESPONDER_ROWS =
      Shape.rows(
          column("responder", "id"),
          column("address", "url"),
          column("own certificate", "has_certificate"),
          column("costs", "cost_type"));

  private TrustNouns() {}

  static Noun authority() {
    return Noun.of(
            "authority",
            "Certification services that the instance trusts.",
            Verb.get("list", ALL, "Lists the authorities.")
                .shows(
                    Shape.rows(
                        column("authority", "id"),
                        column("name", "name"),
                        column("from", "not_before"),
                        column("until", "not_after"))),
            Verb.get("show", ONE, "Shows an authority.").takes(service()).shows(CARD),
            Verb.get("certificate", ONE + "/certificate", "Shows its certificate.")
                .takes(service())
                .shows(Shape.card(CERTIFICATE)),
            Verb.post("add", ALL, "Trusts an authority.")
                .takes(
                    argument(
                        "FILE",
                        "Its certificate (PEM or DER).",
                        Reading.plain(),
                        Target.file("certificate")))
                .takes(settings(false))
                .shows(CARD)
                .next("postroad registry authority ocsp add, if it has responders of its own"),
            Verb.patch("set", ONE, "Changes the settings of an authority.")
                .takes(service())
                .takes(settings(true))
                .shows(CARD)
                .changes(ONE),
            Verb.delete("remove", ONE, "Trusts an authority no more.")
                .takes(service())
                .shows(Shape.sentence("Removed authority {AUTHORITY}."))
                .changes(ONE)
                .confirms("AUTHORITY"))
        .with(intermediate(), responder());
  }

  private static Input service() {
    return argument(
        "AUTHORITY",
        "Its number or name.",
        Lookup.of("authorities", ALL, "id", "name"),
        Target.segment("certification_service_id"));
  }

  private static Input[] settings(boolean json) {
    return new Input[] {
      setting(
          "--profile CLASS", "The profile of its certificates.", "certificate_profile_info", json),
      option(
          "--tls-only YES|NO",
          "Whether it issues authentication certificates alone.",
          Reading.yesOrNo(),
          target("tls_auth", json)),
      option(
          "--csr-format FORMAT",
          "pem or der, what it takes requests as.",
          Reading.oneOf("pem", "der"),
          target("default_csr_format", json)),
      setting("--acme-url URL", "Its ACME directory.", "acme_server_directory_url", json),
      setting(
          "--acme-address IP", "Where its ACME server asks from.", "acme_server_ip_address", json),
      setting(
          "--acme-authentication-profile ID",
          "Its name for authentication certificates.",
          "authentication_certificate_profile_id",
          json),
      setting(
          "--acme-signing-profile ID",
          "Its name for signing certificates.",
          "signing_certificate_profile_id",
          json)
    };
  }

  private static Input setting(String name, String help, String field, boolean json) {
    return Input.text(name, help, target(field, json));
  }

  private static Target target(String field, boolean json) {
    return json ? Target.field(field) : Target.text(field);
  }

  private static Noun intermediate() {
    Input id =
        argument(
            "INTERMEDIATE",
            "Its number or common name.",
            Lookup.of(
                "intermediate authorities",
                INTERMEDIATES,
                "id",
                "ca_certificate.subject_common_name"),
            Target.segment("intermediate_ca_id"));
    Column[] columns = {
      column("intermediate", "id"),
      column("subject", "ca_certificate.subject_distinguished_name"),
      column("issuer", "ca_certificate.issuer_distinguished_name"),
      column("until", "ca_certificate.not_after")
    };
    return Noun.of(
            "intermediate",
            "Authorities between an authority and the certificates it answers for.",
            Verb.get("list", INTERMEDIATES, "Lists them.")
                .takes(service())
                .shows(Shape.rows(columns)),
            Verb.get("show", INTERMEDIATE, "Shows one.")
                .takes(service(), id)
                .shows(Shape.card(columns)),
            Verb.post("add", INTERMEDIATES, "Adds one.")
                .takes(service(), file(Input.Form.ARGUMENT, "FILE"))
                .shows(Shape.card(columns)),
            Verb.delete("remove", INTERMEDIATE, "Removes one.")
                .takes(service(), id)
                .shows(Shape.sentence("Removed intermediate authority {INTERMEDIATE}."))
                .changes(INTERMEDIATE)
                .confirms("INTERMEDIATE"))
        .with(intermediateResponder(id));
  }

  private static Noun intermediateResponder(Input intermediate) {
    String all = INTERMEDIATE + "/ocsp-responders";
    return Noun.of(
        "ocsp",
        "OCSP responders of an intermediate authority.",
        Verb.get("list", all, "Lists them.").takes(service(), intermediate).shows(RESPONDER_ROWS),
        Verb.post("add", all, "Adds one.")
            .takes(service(), intermediate)
            .takes(added())
            .shows(Shape.sentence("Added responder {URL}.")),
        Verb.delete("remove", all + "/{ocsp_responder_id}", "Removes one.")
            .takes(service(), intermediate, responderOf(all))
            .shows(Shape.sentence("Removed responder {RESPONDER}."))
            .confirms("RESPONDER"));
  }

  private static Noun responder() {
    Input id = responderOf(RESPONDERS);
    return Noun.of(
        "ocsp",
        "OCSP responders of an authority.",
        Verb.get("list", RESPONDERS, "Lists them.").takes(service()).shows(RESPONDER_ROWS),
        Verb.get("show", RESPONDER, "Shows one.")
            .takes(service(), id)
            .shows(
                Shape.card(
                    column("responder", "id"),
                    column("address", "url"),
                    column("own certificate", "has_certificate"),
                    column("costs", "cost_type"))),
        Verb.get("certificate", RESPONDER + "/certificate", "Shows its certificate.")
            .takes(service(), id)
            .shows(Shape.card(CERTIFICATE)),
        Verb.post("add", RESPONDERS, "Adds one.")
            .takes(service())
            .takes(added())
            .shows(Shape.sentence("Added responder {URL}.")),
        Verb.patch("set", RESPONDER, "Changes one.")
            .takes(
                service(),
                id,
                Input.text("--address URL", "Where it answers.", Target.text("url")),
                file(Input.Form.OPTION, "--certificate FILE"),
                cost("cost_type"))
            .shows(Shape.sentence("Changed responder {RESPONDER}."))
            .changes(RESPONDER),
        Verb.delete("remove", RESPONDER, "Removes one.")
            .takes(service(), id)
            .shows(Shape.sentence("Removed responder {RESPONDER}."))
            .changes(RESPONDER)
            .confirms("RESPONDER"));
  }

  private static Input responderOf(String list) {
    return argument(
        "RESPONDER",
        "Its number or address.",
        Lookup.of("responders", list, "id", "url"),
        Target.segment("ocsp_responder_id"));
  }

  private static Input[] added() {
    return new Input[] {
      argument("URL", "Where it answers.", Reading.plain(), Target.text("url")),
      file(Input.Form.OPTION, "--certificate FILE"),
      cost("cost_type")
    };
  }

  static Input file(Input.Form form, String name) {
    return new Input(
        form,
        name,
        "Its certificate (PEM or DER).",
        Reading.plain(),
        List.of(Target.file("certificate")));
  }

  static Input cost(String field) {
    return option(
        "--cost COST",
        "free, paid or undefined.",
        Reading.oneOf("free", "paid", "undefined"),
        Target.text(field));
  }
}
