// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.needed;

import java.util.stream.StreamSupport;
import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is distributed: sources and their anchors, parts, signing keys, tokens (E45, E48). */
final class SourceNouns {
  private static final String SOURCE = "/configuration-sources/{configuration_type}";
  private static final String PARTS = SOURCE + "/configuration-parts";
  private static final String TOKENS = "/tokens";
  private static final String TOKEN = TOKENS + "/{token_id}";
  private static final String KEY = "/signing-keys/{sign_key_id}";

  private SourceNouns() {}

  private static Input source() {
    return argument(
        "SOURCE",
        "internal, for the instance's own servers, or external, for partners.",
        RegistryReading.source(),
        Target.segment("configuration_type"));
  }

  static Noun noun() {
    return Noun.of(
        "source",
        "The two sources of configuration and their anchors.",
        Verb.get("show", SOURCE + "/anchor", "Shows the anchor: its fingerprint, and of when.")
            .takes(source())
            .shows(
                Shape.card(column("SHA-224", "anchor.hash"), column("made", "anchor.created_at"))),
        Verb.get("anchor", SOURCE + "/anchor/download", "Writes the anchor to a file.")
            .takes(source())
            .shows(Shape.saved("{SOURCE}-anchor.xml")),
        Verb.put("recreate-anchor", SOURCE + "/anchor/re-create", "Makes the anchor again.")
            .takes(source())
            .shows(Shape.card(column("SHA-224", "hash"), column("made", "created_at")))
            .changes(SOURCE + "/anchor")
            .next("postroad registry source anchor {SOURCE}, and hand it to those who follow"),
        Verb.get("url", SOURCE + "/download-url", "Shows where the configuration is served.")
            .takes(source())
            .shows(Shape.card(column("address", "url"))));
  }

  static Noun part() {
    Input identifier =
        argument(
            "PART",
            "As SHARED-PARAMETERS.",
            Lookup.of("parts", PARTS, "content_identifier"),
            Target.segment("content_identifier"));
    return Noun.of(
        "part",
        "The parts of the configuration.",
        Verb.get("list", PARTS, "Lists the parts.")
            .takes(source())
            .shows(
                Shape.rows(
                    column("part", "content_identifier"),
                    column("file", "file_name"),
                    column("version", "version"),
                    column("optional", "optional"),
                    column("changed", "file_updated_at"))),
        Verb.get("get", PARTS + "/{content_identifier}/{version}/download", "Writes one to a file.")
            .takes(
                source(),
                identifier,
                argument(
                    "VERSION",
                    "Of the configuration, 0 for a part that is the same in all.",
                    Reading.number(),
                    Target.segment("version")))
            .shows(Shape.saved("{PART}-{VERSION}.xml")),
        Verb.post("put", PARTS, "Publishes a part that is declared.")
            .takes(
                source(),
                argument(
                    "PART", "As MONITORING.", Reading.plain(), Target.text("content_identifier")),
                argument("FILE", "The part.", Reading.plain(), Target.file("file")))
            .shows(Shape.sentence("Published {PART}.")));
  }

  static Noun key() {
    Input id =
        argument(
            "KEY",
            "Its id or label.",
            Lookup.of("signing keys", TOKENS, "id", "label.label").in(SourceNouns::keys),
            Target.segment("sign_key_id"));
    return Noun.of(
        "key",
        "The keys that sign the configuration.",
        Verb.get("list", TOKENS, "Lists the keys of both sources.")
            .shows(
                Shape.rowsOf(
                    SourceNouns::keys,
                    column("key", "id"),
                    column("label", "label.label"),
                    column("source", "source_type"),
                    column("signs", "active"),
                    column("available", "available"),
                    column("token", "token_id"),
                    column("made", "created_at"))),
        Verb.post("add", SOURCE + "/signing-keys", "Makes a key; it signs when it is activated.")
            .takes(
                source(),
                argument("LABEL", "What it is called.", Reading.plain(), Target.field("key_label")),
                needed(
                    "--token TOKEN",
                    "The token to make it in.",
                    Lookup.of("tokens", TOKENS, "id", "name"),
                    Target.field("token_id")))
            .shows(
                Shape.card(
                    column("key", "id"),
                    column("label", "label.label"),
                    column("signs", "active"),
                    column("hash", "key_hash")))
            .next("when all have it in their configuration, postroad registry key activate"),
        Verb.put("activate", KEY + "/activate", "Signs with this key from now on.")
            .takes(id)
            .shows(Shape.sentence("Key {KEY} signs now.")),
        Verb.delete("remove", KEY, "Removes a key that does not sign.")
            .takes(id)
            .shows(Shape.sentence("Removed key {KEY}."))
            .confirms("KEY"));
  }

  static Noun token() {
    Input id =
        argument(
            "TOKEN",
            "Its id or name.",
            Lookup.of("tokens", TOKENS, "id", "name"),
            Target.segment("token_id"));
    return Noun.of(
        "token",
        "The tokens that hold the keys.",
        Verb.get("list", TOKENS, "Lists the tokens.")
            .shows(
                Shape.rows(
                    column("token", "id"),
                    column("name", "name"),
                    column("state", "status"),
                    column("logged in", "logged_in"),
                    column("available", "available"),
                    new Column("keys", token -> Integer.toString(keysOf(token).size())))),
        Verb.put("login", TOKEN + "/login", "Opens a token with its PIN.")
            .takes(
                id,
                Input.secret(
                    "--pin-file FILE",
                    "The PIN, in a file for its owner alone; a terminal is asked without it.",
                    Target.secret("password", "PIN of the token: ")))
            .shows(Shape.sentence("Token {TOKEN} is open.")),
        Verb.put("logout", TOKEN + "/logout", "Closes a token; nothing is signed until it is open.")
            .takes(id)
            .shows(Shape.sentence("Token {TOKEN} is closed."))
            .confirms("TOKEN"));
  }

  /** The keys of all tokens. */
  private static JsonNode keys(JsonNode tokens) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode token : tokens) {
      StreamSupport.stream(keysOf(token).spliterator(), false).forEach(all::add);
    }
    return all;
  }

  private static JsonNode keysOf(JsonNode token) {
    return token.path("configuration_signing_keys");
  }
}
