// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One PostgreSQL for all tests that take it as a parameter: that of the system property {@code
 * postgres.url} (with its user in {@code postgres.user}, who needs no password), or else one
 * started here from binaries that the build brings along.
 */
final class PostgresServer implements AutoCloseable {
  private final Optional<EmbeddedPostgres> embedded;
  private final String url;
  private final String user;

  private PostgresServer() throws IOException {
    String given = System.getProperty("postgres.url", "");
    embedded = given.isEmpty() ? Optional.of(EmbeddedPostgres.start()) : Optional.empty();
    url = embedded.map(server -> server.getJdbcUrl("postgres", "postgres")).orElse(given);
    user = System.getProperty("postgres.user", "postgres");
  }

  /** Makes a schema of its own for one test. */
  IndexDatabase.Postgres schema() throws SQLException {
    String schema = "log_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    String parameters = (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    return new IndexDatabase.Postgres(url + parameters, user, Optional.empty());
  }

  @Override
  public void close() throws IOException {
    if (embedded.isPresent()) {
      embedded.get().close();
    }
  }

  /** Gives the server to whoever asks for it, and stops it when all tests are over. */
  static final class Resolver implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(PostgresServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == PostgresServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(NAMESPACE)
          .getOrComputeIfAbsent(PostgresServer.class, _ -> start(), PostgresServer.class);
    }

    private static PostgresServer start() {
      try {
        return new PostgresServer();
      } catch (IOException e) {
        throw new IllegalStateException("PostgreSQL does not start", e);
      }
    }
  }
}
