// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.secret;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Values;
import org.postroad.cli.administration.Verb;
import tools.jackson.databind.JsonNode;

/** Software and hardware tokens (E13, E25). */
final class TokenNoun {
  private static final String TOKEN = KeyTree.TOKENS + "/{token}";

  private static final Column[] COLUMNS = {
    column("token", "name"),
    column("id", "id"),
    column("type", "type"),
    column("logged in", "logged_in"),
    column("state", "status"),
    new Column("keys", token -> Integer.toString(token.path("keys").size()))
  };

  private TokenNoun() {}

  static Input token() {
    return argument(
        "TOKEN",
        "Its name or id.",
        Lookup.of("tokens", KeyTree.TOKENS, "id", "name"),
        Target.segment("token"));
  }

  static Noun noun() {
    return Noun.of(
        "token",
        "Tokens: where keys are. Who may administer is an apikey.",
        Verb.get("list", KeyTree.TOKENS, "Lists the tokens.").shows(Shape.rows(COLUMNS)),
        Verb.get("show", TOKEN, "Shows a token.")
            .takes(token())
            .shows(
                Shape.card(
                    column("token", "name"),
                    column("id", "id"),
                    column("type", "type"),
                    column("logged in", "logged_in"),
                    column("state", "status"),
                    new Column("keys", each -> names(each.path("keys"))),
                    column("possible", "possible_actions"))),
        Verb.patch("rename", TOKEN, "Gives a token another name.")
            .takes(
                token(), argument("NAME", "Its new name.", Reading.plain(), Target.field("name")))
            .shows(Shape.sentence("Token {TOKEN} is called {NAME} now."))
            .changes(TOKEN),
        opened(),
        Verb.put("logout", TOKEN + "/logout", "Closes a token, so that its keys rest.")
            .takes(token())
            .shows(Shape.sentence("Token {TOKEN} is closed."))
            .confirms("TOKEN"),
        otherPin(),
        Verb.delete("remove", TOKEN, "Removes a token whose device is gone, with its certificates.")
            .takes(token())
            .shows(Shape.sentence("Removed token {TOKEN}."))
            .confirms("TOKEN")
            .changes(TOKEN));
  }

  private static Verb opened() {
    return Verb.put("login", TOKEN + "/login", "Opens a token, so that its keys can be used.")
        .takes(
            token(),
            secret(
                "--pin-file FILE",
                "The PIN, in a file for its owner alone; asked for if not given.",
                Target.secret("password", "PIN of the token: ")))
        .shows(Shape.sentence("Token {TOKEN} is open."))
        .next("postroad server status");
  }

  private static Verb otherPin() {
    return Verb.put("change-pin", TOKEN + "/pin", "Changes the PIN of the software token.")
        .takes(
            token(),
            secret(
                "--old-pin-file FILE",
                "The PIN, in a file for its owner alone; asked for if not given.",
                Target.secret("old_pin", "PIN of the token: ")),
            secret(
                "--new-pin-file FILE",
                "The next PIN, in a file for its owner alone; asked for if not given.",
                Target.secret("new_pin", "Next PIN of the token: ")))
        .shows(Shape.sentence("Token {TOKEN} has another PIN; the server starts with it."))
        .confirms("TOKEN");
  }

  private static String names(JsonNode keys) {
    return StreamSupport.stream(keys.spliterator(), false)
        .map(key -> Values.text(key, "name"))
        .collect(Collectors.joining(", "));
  }
}
