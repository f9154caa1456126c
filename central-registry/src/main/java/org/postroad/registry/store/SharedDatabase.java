// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** How sessions with PostgreSQL are begun. */
final class SharedDatabase {
  /** An answer may take longer than any statement does while the database is merely slow. */
  private static final String PARAMETERS =
      "targetServerType=primary&hostRecheckSeconds=1&connectTimeout=5&socketTimeout=30"
          + "&tcpKeepAlive=true&logServerErrorDetail=false&ApplicationName=postroad-registry-";

  private final String url;
  private final String user;
  private final String password;
  private final String node;
  private final Clock clock;

  private SharedDatabase(String url, String user, String password, String node, Clock clock) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.node = node;
    this.clock = clock;
  }

  static SharedDatabase of(JournalDatabase.Postgres settings, String node, Clock clock)
      throws IOException {
    String given = settings.url();
    String url = given + (given.indexOf('?') < 0 ? "?" : "&") + PARAMETERS + node;
    String password =
        settings.passwordFile().isPresent() ? password(settings.passwordFile().get()) : "";
    return new SharedDatabase(url, settings.user(), password, node, clock);
  }

  void migrate() {
    JournalTable.migrate(url, user, password);
  }

  /** For other tables than the journal's. */
  FluentConfiguration flyway() {
    return Flyway.configure(SharedDatabase.class.getClassLoader()).dataSource(url, user, password);
  }

  /** A connection for other tables than the journal's. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  SharedSession begin() throws SQLException {
    return SharedSession.prepare(DriverManager.getConnection(url, user, password), node, clock);
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
