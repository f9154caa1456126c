// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;

import org.postroad.cli.administration.ApiKeyNoun;
import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** Backups, and the API tokens of those who administer (E03, E11). */
final class RecordNouns {
  private static final String BACKUPS = "/backups";
  private static final String BACKUP = BACKUPS + "/{filename}";

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
    return ApiKeyNoun.of(
        RegistryFamily.PROGRAM,
        "registration-officer",
        "security-officer",
        "system-administrator",
        "management-service");
  }
}
