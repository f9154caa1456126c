// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.util.Optional;
import org.postroad.securityserver.messagelog.DatabaseLogin;
import org.postroad.securityserver.messagelog.IndexDatabase;

/** The database of the index, logged in to as the server does. */
final class Database {
  private static final String CHECK = "database";
  private static final String MEANS =
      "exchanges go on, but nothing new is found and nothing is archived";
  private static final String DATABASE = "the database";

  private Database() {}

  static Finding look(IndexDatabase.Postgres database, Optional<DatabaseLogin.Refusal> refusal) {
    String place = database.url().substring("jdbc:".length()).replaceFirst("\\?.*", "");
    if (refusal.isEmpty()) {
      return Finding.good(CHECK, place + " lets " + database.user() + " in");
    }
    String text = place + ": " + refusal.get().text();
    String psql = "psql --username " + database.user() + " " + place;
    return switch (refusal.get().obstacle()) {
      case PASSWORD_FILE ->
          failed(
              "the password cannot be read: " + refusal.get().text(),
              Finding.HERE,
              "mend log.index.password-file: a file with the password, for its owner alone");
      case UNREACHABLE ->
          failed(text, DATABASE + ", or " + Finding.NETWORK, "pg_isready --dbname " + place);
      case LOGIN_REFUSED ->
          failed(
              database.user() + " is not let in: " + text,
              Finding.HERE + ", or " + DATABASE,
              psql + "; then mend log.index.user and its password, or pg_hba.conf");
      case NO_DATABASE -> failed(text, DATABASE, "createdb, then look again");
      case NO_RIGHT_TO_MAKE_TABLES ->
          failed(text, DATABASE, "GRANT CREATE ON SCHEMA public TO " + database.user());
      case OTHER -> failed(text, DATABASE, psql);
    };
  }

  private static Finding failed(String cause, String side, String next) {
    return Finding.failed(CHECK, cause, MEANS, side, next);
  }
}
