// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** How sessions with PostgreSQL are begun. */
record SharedDatabase(PGSimpleDataSource source, String node, Clock clock) {
  private static final int CONNECT_SECONDS = 5;

  /** Longer than any statement takes while the database is merely slow. */
  private static final int ANSWER_SECONDS = 30;

  static SharedDatabase of(JournalDatabase.Postgres settings, String node, Clock clock)
      throws IOException, SQLException {
    var source = new PGSimpleDataSource();
    source.setURL(settings.url());
    source.setUser(settings.user());
    if (settings.passwordFile().isPresent()) {
      source.setPassword(password(settings.passwordFile().get()));
    }
    source.setApplicationName("postroad registry " + node);
    source.setProperty("targetServerType", "primary");
    source.setHostRecheckSeconds(1);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
    source.setTcpKeepAlive(true);
    source.setLogServerErrorDetail(false);
    return new SharedDatabase(source, node, clock);
  }

  void migrate() {
    JournalTable.migrate(source);
  }

  SharedSession begin() throws SQLException {
    return SharedSession.prepare(source.getConnection(), node, clock);
  }

  private static String password(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    boolean others =
        permissions.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    if (others) {
      throw new IOException(file + ": holds a secret and must be readable by its owner alone");
    }
    return Files.readString(file).strip();
  }
}
