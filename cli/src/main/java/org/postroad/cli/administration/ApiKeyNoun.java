// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;

/** The API tokens of those who administer, which every program has (E03, E11). */
public final class ApiKeyNoun {
  private static final String KEYS = "/api-keys";
  private static final String KEY = KEYS + "/{id}";

  private ApiKeyNoun() {}

  /** Those of a program with these roles, without what all their names begin with. */
  public static Noun of(Program program, String... roles) {
    Input id = argument("KEY", "Its number.", Reading.number(), Target.segment("id"));
    Input given =
        Input.arguments(
            "ROLE",
            String.join(", ", roles) + ".",
            (typed, session) -> "XROAD_" + Reading.oneOf(roles).read(typed, session),
            Target.list());
    Column[] columns = {column("key", "id"), column("roles", "roles")};
    return Noun.of(
        "apikey",
        "API tokens: who may administer the " + program.name() + ".",
        Verb.get("list", KEYS, "Lists them; none can be shown again.").shows(Shape.rows(columns)),
        Verb.get("show", KEY, "Shows the roles of one.").takes(id).shows(Shape.card(columns)),
        Verb.post("add", KEYS, "Makes one, and shows it this one time.")
            .takes(given)
            .shows(
                Shape.once(
                    "key", column("key", "id"), column("roles", "roles"), column("token", "key"))),
        Verb.put("set", KEY, "Gives one other roles.")
            .takes(id, given)
            .shows(Shape.card(columns))
            .changes(KEY),
        Verb.delete("revoke", KEY, "Lets nobody in with it any more.")
            .takes(id)
            .shows(Shape.sentence("Revoked API key {KEY}."))
            .changes(KEY)
            .confirms("KEY"));
  }
}
