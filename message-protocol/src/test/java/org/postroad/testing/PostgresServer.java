// SPDX-License-Identifier: MIT

package org.postroad.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One PostgreSQL for all tests that take it as a parameter: that of the system property {@code
 * postgres.url} (with its user in {@code postgres.user}, who needs no password), or else one
 * started here from binaries that the build brings along.
 */
public final class PostgresServer implements AutoCloseable {
  private final Optional<EmbeddedPostgres> embedded;
  private final String url;
  private final String user;

  private PostgresServer() throws IOException {
    String given = System.getProperty("postgres.url", "");
    embedded =
        given.isEmpty()
            ? Optional.of(
                EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start())
            : Optional.empty();
    url = embedded.map(server -> server.getJdbcUrl("postgres", "postgres")).orElse(given);
    user = System.getProperty("postgres.user", "postgres");
  }

  /**
   * Makes a schema of its own for one test.
   *
   * @param database makes what is tested of the address of the schema and the user
   */
  public <T> T schema(BiFunction<String, String, T> database) throws SQLException {
    String schema = "test_" + UUID.randomUUID().toString().replace("-", "");
    execute("CREATE SCHEMA " + schema);
    return database.apply(url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema, user);
  }

  /**
   * Makes a database of its own for one test, for what does not look at schemas.
   *
   * @param database makes what is tested of the address of the database and the user
   */
  public <T> T database(BiFunction<String, String, T> database) throws SQLException {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    execute("CREATE DATABASE " + name);
    return database.apply(url.replaceFirst("/[^/?]*(?=\\?|$)", "/" + name), user);
  }

  /** Executes what an administrator might. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    if (embedded.isPresent()) {
      embedded.get().close();
    }
  }

  /** Gives the server to whoever asks for it, and stops it when all tests are over. */
  public static final class Resolver implements ParameterResolver {
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
