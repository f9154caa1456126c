// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** Tries once to log in to the database of an index, as a server would. */
public final class DatabaseLogin {
  private static final String SECONDS = "5";

  /** Why there is no login. */
  public enum Obstacle {
    PASSWORD_FILE,
    UNREACHABLE,
    LOGIN_REFUSED,
    NO_DATABASE,
    NO_RIGHT_TO_MAKE_TABLES,
    OTHER
  }

  /** What came of it; the text is the database's own and has no password. */
  public record Refusal(Obstacle obstacle, String text) {}

  private DatabaseLogin() {}

  /** Nothing if a server could keep its index there. */
  public static Optional<Refusal> attempt(IndexDatabase.Postgres database) {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("connectTimeout", SECONDS);
    properties.setProperty("loginTimeout", SECONDS);
    properties.setProperty("socketTimeout", SECONDS);
    properties.setProperty("ApplicationName", "postroad");
    try {
      if (database.passwordFile().isPresent()) {
        properties.setProperty("password", LogDatabase.password(database.passwordFile().get()));
      }
    } catch (IOException e) {
      return Optional.of(new Refusal(Obstacle.PASSWORD_FILE, e.toString()));
    }
    try (Connection connection = DriverManager.getConnection(database.url(), properties)) {
      return mayMakeTables(connection)
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  Obstacle.NO_RIGHT_TO_MAKE_TABLES,
                  database.user() + " may make no tables in the default schema"));
    } catch (SQLException e) {
      return Optional.of(new Refusal(obstacle(e), String.valueOf(e.getMessage())));
    }
  }

  private static boolean mayMakeTables(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("SELECT has_schema_privilege(current_schema(), 'CREATE')");
        ResultSet found = query.executeQuery()) {
      return found.next() && found.getBoolean(1);
    }
  }

  /** By the class of SQLSTATE that PostgreSQL gives. */
  private static Obstacle obstacle(SQLException e) {
    String state = Optional.ofNullable(e.getSQLState()).orElse("");
    if (state.startsWith("28")) {
      return Obstacle.LOGIN_REFUSED;
    }
    if (state.equals("3D000")) {
      return Obstacle.NO_DATABASE;
    }
    return state.startsWith("08") ? Obstacle.UNREACHABLE : Obstacle.OTHER;
  }
}
