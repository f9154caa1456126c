// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;

/** The backups of a program, which both have (E11, E30, E62). */
public final class BackupNoun {
  private static final String BACKUPS = "/backups";
  private static final String BACKUP = BACKUPS + "/{filename}";

  private BackupNoun() {}

  /**
   * Those of a program.
   *
   * @param create the operation that makes one, and what it tells
   * @param look what shows that the program has started again
   */
  public static Noun of(Program program, Verb create, String look) {
    Input name =
        argument(
            "BACKUP",
            "Its name.",
            Lookup.of("backups", BACKUPS, "filename"),
            Target.segment("filename"));
    return Noun.of(
        "backup",
        "Backups of everything the " + program.name() + " knows.",
        Verb.get("list", BACKUPS, "Lists the backups.").shows(Shape.rows(columns())),
        create.next(program.command() + " backup download, and keep it somewhere else"),
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
            .shows(Shape.card(columns())),
        Verb.delete("delete", BACKUP, "Deletes a backup.")
            .takes(name)
            .shows(Shape.sentence("Deleted backup {BACKUP}."))
            .confirms("BACKUP"),
        Verb.put(
                "restore",
                BACKUP + "/restore",
                "Makes the " + program.name() + " what it was then.")
            .takes(name)
            .shows(Shape.sentence("The " + program.name() + " starts again as it was in {BACKUP}."))
            .confirms("BACKUP")
            .next(look));
  }

  /** The operation that makes one and tells no more of it. */
  public static Verb create() {
    return Verb.post("create", BACKUPS, "Makes a backup.").shows(Shape.card(columns()));
  }

  private static Column[] columns() {
    return new Column[] {column("backup", "filename"), column("made", "created_at")};
  }
}
