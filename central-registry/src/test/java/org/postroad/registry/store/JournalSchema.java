// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.sql.SQLException;
import java.util.Optional;
import org.postroad.testing.PostgresServer;

/** A database of its own for the journal of one test. */
public final class JournalSchema {
  private JournalSchema() {}

  public static JournalDatabase.Postgres in(PostgresServer server) throws SQLException {
    return server.schema((url, user) -> new JournalDatabase.Postgres(url, user, Optional.empty()));
  }

  /** The same journal, in sessions with another value of a setting of PostgreSQL. */
  public static JournalDatabase.Postgres with(
      JournalDatabase.Postgres database, String setting, String value) {
    return new JournalDatabase.Postgres(
        database.url() + "&options=-c%20" + setting + "=" + value,
        database.user(),
        database.passwordFile());
  }
}
