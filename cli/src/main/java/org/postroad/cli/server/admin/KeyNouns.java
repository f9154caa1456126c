// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.flag;
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

/** Keys and the requests for their certificates (E25). */
final class KeyNouns {
  private static final String KEY = "/keys/{key}";
  private static final String REQUESTS = KEY + "/csrs";
  private static final String REQUEST = REQUESTS + "/{request}";
  private static final String TOKEN = KeyTree.TOKENS + "/{token}";
  private static final String IMPORT = "postroad server certificate import FILE";

  private static final Column[] COLUMNS = {
    column("key", "name"),
    column("id", "id"),
    KeyTree.token(),
    column("for", "usage"),
    column("kind", "key_algorithm"),
    column("usable", "available"),
    new Column("certificates", key -> Integer.toString(key.path("certificates").size())),
    new Column("requests", key -> Integer.toString(key.path("certificate_signing_requests").size()))
  };

  private KeyNouns() {}

  private static Input oneKey() {
    return argument("KEY", "Its name or id.", KeyTree.keyByName(), Target.segment("key"));
  }

  static Noun key() {
    return Noun.of(
        "key",
        "Keys: what signs messages, and what proves who this server is.",
        Verb.get("list", KeyTree.TOKENS, "Lists the keys of all tokens.")
            .shows(Shape.rowsOf(KeyTree::keys, COLUMNS)),
        Verb.get("show", KEY, "Shows a key.")
            .takes(oneKey())
            .shows(
                Shape.card(
                    column("key", "name"),
                    column("id", "id"),
                    column("for", "usage"),
                    column("kind", "key_algorithm"),
                    column("usable", "available"),
                    column("possible", "possible_actions"))),
        Verb.post("add", TOKEN + "/keys", "Makes a key.")
            .takes(
                TokenNoun.token(),
                text("--label TEXT", "What people call it.", Target.field("label")),
                kind())
            .shows(Shape.card(column("key", "name"), column("id", "id")))
            .next("postroad server csr create KEY USE --authority NAME"),
        addedWithRequest(),
        Verb.patch("rename", KEY, "Gives a key another name.")
            .takes(
                oneKey(), argument("NAME", "Its new name.", Reading.plain(), Target.field("name")))
            .shows(Shape.sentence("Key {KEY} is called {NAME} now."))
            .changes(KEY),
        Verb.delete("remove", KEY, "Removes a key with its certificates and requests.")
            .takes(oneKey())
            .shows(Shape.sentence("Removed key {KEY}."))
            .changes(KEY)
            .confirms("KEY")
            .warnsInQuery(),
        Verb.get("actions", KEY + "/possible-actions", "Lists what can be done with a key.")
            .takes(oneKey())
            .shows(ActionRows.SHAPE));
  }

  private static Verb addedWithRequest() {
    return Verb.post(
            "add-with-csr", TOKEN + "/keys-with-csrs", "Makes a key and a request at once.")
        .takes(
            TokenNoun.token(),
            use("csr_generate_request."),
            authority("csr_generate_request."),
            text("--label TEXT", "What people call it.", Target.field("key_label")),
            kind(),
            member("csr_generate_request."),
            fields("csr_generate_request."),
            flag(
                "--order",
                "Has the authority issue the certificate at once, by ACME.",
                Target.flag("csr_generate_request.acme_order")))
        .shows(Shape.card(column("key", "key.id"), column("request", "csr_id")))
        .next("postroad server csr download KEY REQUEST");
  }

  static Noun request() {
    Input id =
        argument(
            "REQUEST",
            "Its id.",
            Lookup.of("requests of this key", KEY, "id")
                .in(key -> key.path("certificate_signing_requests")),
            Target.segment("request"));
    return Noun.of(
        "csr",
        "Requests for certificates, which an authority answers.",
        Verb.get("list", KeyTree.TOKENS, "Lists the requests that wait for their certificates.")
            .shows(
                Shape.rowsOf(
                    KeyTree::requests,
                    column("request", "id"),
                    KeyTree.key(),
                    column("whose", "owner_id"))),
        Verb.post("create", REQUESTS, "Makes a request, and writes it to a file.")
            .takes(oneKey(), use(""), authority(""), format(Target.field("csr_format")))
            .takes(member(""), fields(""))
            .shows(Shape.saved("request.csr"))
            .next("give it to the authority, then " + IMPORT),
        Verb.get("download", REQUEST, "Writes a request to a file.")
            .takes(oneKey(), id, format(Target.query("csr_format")))
            .shows(Shape.saved("request.csr"))
            .next("give it to the authority, then " + IMPORT),
        Verb.delete("remove", REQUEST, "Removes a request.")
            .takes(oneKey(), id)
            .shows(Shape.sentence("Removed request {REQUEST} of key {KEY}."))
            .confirms("KEY"),
        Verb.get("actions", REQUEST + "/possible-actions", "Lists what can be done with one.")
            .takes(oneKey(), id)
            .shows(ActionRows.SHAPE));
  }

  private static Input kind() {
    return option(
        "--kind KIND",
        "rsa-2048 (preset), rsa-3072, rsa-4096, ec-p256 or ec-p384.",
        Reading.oneOf("rsa-2048", "rsa-3072", "rsa-4096", "ec-p256", "ec-p384"),
        Target.field("key_kind"));
  }

  private static Input use(String in) {
    return argument(
        "USE",
        "authentication or signing.",
        Reading.oneOf("authentication", "signing"),
        Target.field(in + "key_usage_type"),
        Target.constant(in + "csr_format", "PEM"),
        Target.none(in + "subject_field_values"));
  }

  private static Input authority(String in) {
    return Input.needed(
        "--authority NAME",
        "An approved authority, see `postroad server authority list`.",
        Lookup.of("authorities", "/certificate-authorities", "name", "name"),
        Target.field(in + "ca_name"));
  }

  private static Input member(String in) {
    return option(
        "--member MEMBER",
        "Whose messages are signed, as NAT:GOV:1.",
        Reading.member(),
        Target.field(in + "member_id"));
  }

  private static Input fields(String in) {
    return Input.options(
        "--field NAME=VALUE",
        "A field of the subject, where the authority lets it be chosen.",
        Reading.plain(),
        Target.pairs(in + "subject_field_values"));
  }

  private static Input format(Target target) {
    return option("--format FORMAT", "pem (preset) or der.", Reading.oneOf("pem", "der"), target);
  }
}
