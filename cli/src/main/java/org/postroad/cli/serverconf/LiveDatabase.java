// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postroad.cli.process.BadConfiguration;

/**
 * The database as {@code db.properties} leads to it. It is read in one transaction that writes
 * nothing, so that what is read was there at one moment.
 */
final class LiveDatabase {
  private static final String PREFIX = "serverconf.hibernate.";
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String OCTETS = "bytea";

  private final String url;
  private final Properties given;

  private LiveDatabase(String url, Properties given) {
    this.url = url;
    this.given = given;
  }

  /**
   * Reads the tables.
   *
   * @param file {@code db.properties}
   * @throws BadConfiguration what is wrong with the file, or what the database says
   */
  static Tables read(Path file) throws IOException {
    LiveDatabase database = named(file);
    try {
      return database.tables();
    } catch (SQLException e) {
      throw new BadConfiguration(
          "The database %s that %s names cannot be read: %s; give a dump of it with --database-dump"
              .formatted(database.url, file, e.getMessage()),
          e);
    }
  }

  private static LiveDatabase named(Path file) throws IOException {
    Properties all = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      all.load(text);
    }
    String url = required(all, "connection.url", file);
    if (!url.startsWith(POSTGRESQL)) {
      throw new BadConfiguration(file + " names " + url + ", expected " + POSTGRESQL + "//…");
    }
    Properties given = new Properties();
    given.setProperty("user", required(all, "connection.username", file));
    given.setProperty("password", all.getProperty(PREFIX + "connection.password", ""));
    Optional.ofNullable(all.getProperty(PREFIX + "hikari.dataSource.currentSchema"))
        .or(() -> Optional.ofNullable(all.getProperty(PREFIX + "connection.currentSchema")))
        .ifPresent(schema -> given.setProperty("currentSchema", schema.strip()));
    return new LiveDatabase(url, given);
  }

  private static String required(Properties all, String name, Path file) {
    return Optional.ofNullable(all.getProperty(PREFIX + name))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> new BadConfiguration(file + " has no " + PREFIX + name));
  }

  private Tables tables() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, given)) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      Map<String, List<Row>> rows = new HashMap<>();
      for (String table : present(connection)) {
        rows.put(table, rows(connection, table));
      }
      connection.rollback();
      return new Tables(rows);
    }
  }

  /** The tables that can be seen; one of another schema that is shadowed counts once. */
  private static List<String> present(Connection connection) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    List<String> present = new ArrayList<>();
    for (String schema : searched(connection)) {
      try (ResultSet tables = data.getTables(null, schema, "%", new String[] {"TABLE"})) {
        while (tables.next()) {
          String name = tables.getString("TABLE_NAME");
          if (Tables.isNamed(name) && !present.contains(name)) {
            present.add(name);
          }
        }
      }
    }
    return present;
  }

  private static List<String> searched(Connection connection) throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT unnest(current_schemas(false))")) {
      while (found.next()) {
        schemas.add(found.getString(1));
      }
    }
    return schemas;
  }

  private static List<Row> rows(Connection connection, String table) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
      ResultSetMetaData columns = found.getMetaData();
      while (found.next()) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          Optional<String> value = value(found, i, columns.getColumnTypeName(i));
          String name = columns.getColumnName(i);
          value.ifPresent(text -> values.put(name, text));
        }
        rows.add(new Row(table, values));
      }
    }
    return rows;
  }

  private static Optional<String> value(ResultSet row, int column, String type)
      throws SQLException {
    if (type.equals(OCTETS)) {
      return Optional.ofNullable(row.getBytes(column))
          .map(octets -> "\\x" + HexFormat.of().formatHex(octets));
    }
    return Optional.ofNullable(row.getString(column));
  }
}
