// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.SQLException;
import java.util.Optional;
import org.postroad.testing.PostgresServer;

/** A database of its own for the index of one test. */
final class IndexSchema {
  private IndexSchema() {}

  static IndexDatabase.Postgres in(PostgresServer server) throws SQLException {
    return server.schema((url, user) -> new IndexDatabase.Postgres(url, user, Optional.empty()));
  }
}
