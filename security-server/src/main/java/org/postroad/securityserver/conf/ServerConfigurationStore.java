// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Keeps every version of the server configuration that ever was, who made it, when and why. A
 * version is one JSON document, so a change is there whole or not at all; it is forced to disk
 * before {@link #save} returns, which the database does not do by itself.
 */
public final class ServerConfigurationStore implements ConfigurationVersions {
  private static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS server_configuration (
        version BIGINT PRIMARY KEY, saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
        who VARCHAR(255) NOT NULL, why VARCHAR(2000) NOT NULL,
        document BLOB NOT NULL, digest VARBINARY(32) NOT NULL)
      """;

  /** One version without its content. */
  public record Version(long number, Instant savedAt, String who, String why) {}

  /** A configuration and the version it was read as. */
  public record Saved(Version version, ServerConfiguration configuration) {}

  /** One version and what it has changed. */
  public record Changes(Version version, List<FieldChange> changes) {
    public Changes {
      changes = List.copyOf(changes);
    }
  }

  private final JdbcConnectionPool database;
  private final Clock clock;

  private ServerConfigurationStore(JdbcConnectionPool database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Opens or makes the database file {@code server-configuration} in a directory. */
  public static ServerConfigurationStore open(Path directory, Clock clock) {
    JdbcConnectionPool database =
        JdbcConnectionPool.create(
            "jdbc:h2:file:"
                + directory.toAbsolutePath().resolve("server-configuration")
                + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0",
            "",
            "");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
    } catch (SQLException e) {
      database.dispose();
      throw failed("cannot be opened", e);
    }
    return new ServerConfigurationStore(database, clock);
  }

  @Override
  public Optional<Version> newest() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT version, saved_at, who, why FROM server_configuration"
                    + " ORDER BY version DESC LIMIT 1")) {
      return found.next() ? Optional.of(version(found)) : Optional.empty();
    } catch (SQLException e) {
      throw failed("cannot be read", e);
    }
  }

  @Override
  public Optional<Saved> load() {
    return load("SELECT * FROM server_configuration ORDER BY version DESC LIMIT 1");
  }

  private Optional<Saved> load(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return found.next() ? Optional.of(saved(found)) : Optional.empty();
    } catch (SQLException e) {
      throw failed("cannot be read", e);
    }
  }

  private static Saved saved(ResultSet found) throws SQLException {
    byte[] document = found.getBytes("document");
    Digest digest = DigestAlgorithm.SHA256.digest(document);
    if (!digest.matches(new Digest(DigestAlgorithm.SHA256, found.getBytes("digest")))) {
      throw new Fault(
          FaultCode.MALFORMED_SERVER_CONF,
          "Version " + found.getLong("version") + " of the server configuration is damaged");
    }
    return new Saved(version(found), ServerConfigurationJson.read(document));
  }

  private static Version version(ResultSet found) throws SQLException {
    return new Version(
        found.getLong("version"),
        found.getObject("saved_at", OffsetDateTime.class).toInstant(),
        found.getString("who"),
        found.getString("why"));
  }

  /**
   * What each of these versions has changed, field by field, the oldest first (D27).
   *
   * @param first the number of the first version
   * @param last the number of the last version
   */
  public List<Changes> changes(long first, long last) {
    List<Changes> changes = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT * FROM server_configuration WHERE version BETWEEN ? AND ?"
                    + " ORDER BY version")) {
      select.setLong(1, first - 1);
      select.setLong(2, last);
      try (ResultSet found = select.executeQuery()) {
        Optional<ServerConfiguration> before = Optional.empty();
        while (found.next()) {
          Saved saved = saved(found);
          if (saved.version().number() >= first) {
            changes.add(
                new Changes(saved.version(), FieldChange.between(before, saved.configuration())));
          }
          before = Optional.of(saved.configuration());
        }
      }
      return changes;
    } catch (SQLException e) {
      throw failed("cannot be read", e);
    }
  }

  @Override
  public Optional<Saved> version(long number) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT * FROM server_configuration WHERE version = ?")) {
      select.setLong(1, number);
      try (ResultSet found = select.executeQuery()) {
        return found.next() ? Optional.of(saved(found)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failed("cannot be read", e);
    }
  }

  @Override
  public List<Version> history() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT version, saved_at, who, why FROM server_configuration"
                    + " ORDER BY version DESC")) {
      List<Version> versions = new ArrayList<>();
      while (found.next()) {
        versions.add(version(found));
      }
      return versions;
    } catch (SQLException e) {
      throw failed("cannot be read", e);
    }
  }

  @Override
  public void requireChangeable() {}

  @Override
  public Version save(long known, ServerConfiguration next, String who, String why) {
    Version version = new Version(known + 1, Instant.ofEpochMilli(clock.millis()), who, why);
    byte[] document = ServerConfigurationJson.write(next);
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO server_configuration"
                    + " (version, saved_at, who, why, document, digest)"
                    + " SELECT ?, ?, ?, ?, ?, ? WHERE ? = (SELECT COALESCE(MAX(version), 0)"
                    + " FROM server_configuration)");
        Statement checkpoint = connection.createStatement()) {
      insert.setLong(1, version.number());
      insert.setObject(2, version.savedAt().atOffset(ZoneOffset.UTC));
      insert.setString(3, who);
      insert.setString(4, why);
      insert.setBytes(5, document);
      insert.setBytes(6, DigestAlgorithm.SHA256.digest(document).value());
      insert.setLong(7, known);
      if (insert.executeUpdate() != 1) {
        throw new Fault(
            FaultCode.BAD_REQUEST,
            "Version " + known + " of the server configuration is not the newest");
      }
      checkpoint.execute("CHECKPOINT SYNC");
      return version;
    } catch (SQLException e) {
      throw failed("cannot be saved", e);
    }
  }

  private static Fault failed(String what, SQLException e) {
    return new Fault(
        FaultCode.DATABASE_ERROR, "Server configuration " + what + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    database.dispose();
  }
}
