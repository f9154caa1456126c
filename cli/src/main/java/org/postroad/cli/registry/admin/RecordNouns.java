// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.registry.admin.Column.column;
import static org.postroad.cli.registry.admin.Input.argument;

/** Backups, and the API tokens of those who administer (E03, E11). */
final class RecordNouns {
  private static final String BACKUPS = "/backups";
  private static final String BACKUP = BACKUPS + "/{filename}";
  private static final String KEYS = "/api-keys";
  private static final String KEY = KEYS + "/{id}";
  private static final String[] ROLES = {
    "registration-officer", "security-officer", "system-administrator", "management-service"
  };

  private RecordNouns() {}

  static Noun backup() {
    Input name =
        argument(
            "BACKUP",
            "Its name.",
            Lookup.of("backups", BACKUPS, "filename"),
            Target.segment("filename"));
    Column[] columns = {column("backup", "filename"), column("made", "created_at")};
    return Noun.of(
        "backup",
        "Backups of everything the registry knows.",
        Verb.get("list", BACKUPS, "Lists the backups.").shows(Shape.rows(columns)),
        Verb.post("create", BACKUPS, "Makes a backup.")
            .shows(Shape.card(columns))
            .next("postroad registry backup download, and keep it somewhere else"),
        Verb.get("download", BACKUP + "/download", "Writes a backup to a file.")
            .takes(name)
            .shows(Shape.saved("{BACKUP}")),
        Verb.post("upload", BACKUPS + "/upload", "Brings a backup here.")
            .takes(
                argument("FILE", "The backup.", Reading.plain(), Target.file("file")),
                Input.flag(
                    "--replace",
                    "Even if one of this name is here.",
                    Target.query("ignore_warnings")))
            .shows(Shape.card(columns)),
        Verb.delete("delete", BACKUP, "Deletes a backup.")
            .takes(name)
            .shows(Shape.sentence("Deleted backup {BACKUP}."))
            .confirms("BACKUP"),
        Verb.put("restore", BACKUP + "/restore", "Makes the registry what it was then.")
            .takes(name)
            .shows(Shape.sentence("The registry starts again as it was in {BACKUP}."))
            .confirms("BACKUP")
            .next("postroad registry status"));
  }

  static Noun apikey() {
    Input id = argument("KEY", "Its number.", Reading.number(), Target.segment("id"));
    Input roles =
        Input.arguments(
            "ROLE",
            String.join(", ", ROLES) + ".",
            (typed, session) -> "XROAD_" + Reading.oneOf(ROLES).read(typed, session),
            Target.list());
    Column[] columns = {column("key", "id"), column("roles", "roles")};
    return Noun.of(
        "apikey",
        "API tokens: who may administer the registry.",
        Verb.get("list", KEYS, "Lists them; none can be shown again.").shows(Shape.rows(columns)),
        Verb.get("show", KEY, "Shows the roles of one.").takes(id).shows(Shape.card(columns)),
        Verb.post("add", KEYS, "Makes one, and shows it this one time.")
            .takes(roles)
            .shows(
                Shape.once(
                    "key", column("key", "id"), column("roles", "roles"), column("token", "key"))),
        Verb.put("set", KEY, "Gives one other roles.")
            .takes(id, roles)
            .shows(Shape.card(columns))
            .changes(KEY),
        Verb.delete("revoke", KEY, "Lets nobody in with it any more.")
            .takes(id)
            .shows(Shape.sentence("Revoked API key {KEY}."))
            .changes(KEY)
            .confirms("KEY"));
  }
}
