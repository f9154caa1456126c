// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Connections to the database of an index whose tables are there. Opening one loads a pool and a
 * migration library, a third of a second that only the thread of the index may spend.
 */
final class LogDatabase implements AutoCloseable {
  private static final String FILE = "index";
  private static final int CONNECTIONS = 5;

  /**
   * By default it takes a sixteenth of the largest heap; no search is faster for it, and every
   * collection is slower.
   */
  private static final int CACHE_KILOBYTES = 4 << 10;

  private static final long CONNECTION_MILLIS = 5_000;
  private static final String CONNECT_SECONDS = "5";

  /** Longer than any statement takes while the database is merely slow. */
  private static final String ANSWER_SECONDS = "60";

  private static final String OF_ANOTHER_PROGRAM =
      "the tables are of another version of this program: delete those whose names begin with log_,"
          + " or use another schema; the index is made anew from the journal";

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final HikariDataSource pool;
  private final boolean embedded;

  private LogDatabase(HikariDataSource pool, boolean embedded) {
    this.pool = pool;
    this.embedded = embedded;
  }

  /** Connects and brings the tables up to date. */
  static LogDatabase open(IndexDatabase settings, Path directory) throws IOException {
    LogDatabase database =
        switch (settings) {
          case IndexDatabase.Embedded() ->
              new LogDatabase(new HikariDataSource(embedded(directory)), true);
          case IndexDatabase.Postgres postgres ->
              new LogDatabase(new HikariDataSource(shared(postgres)), false);
        };
    try {
      Flyway.configure(LogDatabase.class.getClassLoader())
          .dataSource(database.pool)
          .locations("classpath:org/postroad/securityserver/messagelog")
          .table("log_index_version")
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
      return database;
    } catch (FlywayValidateException e) {
      database.close();
      var refused = new IllegalStateException(OF_ANOTHER_PROGRAM);
      refused.addSuppressed(e);
      throw refused;
    } catch (RuntimeException e) {
      database.pool.close();
      throw e;
    }
  }

  /** As an administrator would say it, never with a password. */
  static String name(IndexDatabase settings, Path directory) {
    return switch (settings) {
      case IndexDatabase.Embedded() -> "H2 in " + directory.resolve(FILE);
      case IndexDatabase.Postgres(String url, String user, Optional<Path> _) ->
          "PostgreSQL at "
              + url.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "")
              + " as "
              + user;
    };
  }

  /** Deletes the file of the embedded database, which must be closed. */
  static void deleteEmbedded(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(FILE + ".mv.db"));
  }

  /**
   * What a kill takes of an embedded database is read from the journal again; but it writes at the
   * ends of transactions only (decision 0074), or the position might be kept without the rows.
   */
  private static HikariConfig embedded(Path directory) {
    HikariConfig config = pool();
    config.setJdbcUrl(
        "jdbc:h2:file:"
            + directory.toAbsolutePath().resolve(FILE)
            + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0;MODE=PostgreSQL"
            + ";CACHE_SIZE="
            + CACHE_KILOBYTES
            + ";WRITE_DELAY=0");
    return config;
  }

  /**
   * No exception repeats what messages say of people and matters. Commits are not waited for: what
   * a crash of the database takes away is read from the journal again, since the position goes with
   * it.
   */
  private static HikariConfig shared(IndexDatabase.Postgres postgres) throws IOException {
    HikariConfig config = pool();
    config.setJdbcUrl(postgres.url());
    config.setUsername(postgres.user());
    if (postgres.passwordFile().isPresent()) {
      config.setPassword(password(postgres.passwordFile().get()));
    }
    config.addDataSourceProperty("ApplicationName", "postroad");
    config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
    config.addDataSourceProperty("loginTimeout", CONNECT_SECONDS);
    config.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("options", "-c synchronous_commit=off");
    return config;
  }

  private static HikariConfig pool() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("postroad-log-index");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_MILLIS);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  static String password(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      Set<PosixFilePermission> others = EnumSet.copyOf(OF_OTHERS);
      others.retainAll(view.readAttributes().permissions());
      if (!others.isEmpty()) {
        throw new IOException(file + " can be read by others than its owner: " + others);
      }
    }
    return Files.readString(file).strip();
  }

  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  /** What of an embedded database is not on disk yet is written; statements under way end. */
  @Override
  public void close() {
    try (pool) {
      if (embedded) {
        try (Connection connection = pool.getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("SHUTDOWN");
        } catch (SQLException e) {
          // What was not written is read from the journal again.
        }
      }
    }
  }
}
