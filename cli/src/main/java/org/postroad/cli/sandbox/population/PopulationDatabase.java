// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox.population;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;

/** The people and the documents stored about them, in H2. */
final class PopulationDatabase implements AutoCloseable {

  private static final String COLUMNS = "code, given_name, family_name, born, municipality";

  private final JdbcConnectionPool pool;

  private PopulationDatabase(JdbcConnectionPool pool) {
    this.pool = pool;
  }

  /** Opens the database of a JDBC URL and fills it if it is empty. */
  static PopulationDatabase open(String url, PersonGenerator generator, int people) {
    PopulationDatabase database =
        new PopulationDatabase(JdbcConnectionPool.create(url, "population", ""));
    database.createTables();
    if (database.count() == 0) {
      database.insert(generator.generate(people));
    }
    return database;
  }

  private void createTables() {
    run(connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            """
            create table if not exists person (
              code varchar(11) primary key, given_name varchar(60) not null,
              family_name varchar(60) not null, born date not null,
              municipality varchar(60) not null)
            """);
        statement.execute(
            """
            create table if not exists document (
              id identity primary key, code varchar(11) not null references person,
              length bigint not null, sha256 varchar(64) not null)
            """);
      }
      return true;
    });
  }

  long count() {
    return run(connection -> {
      try (PreparedStatement query = connection.prepareStatement("select count(*) from person");
          ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    });
  }

  private void insert(List<Person> people) {
    run(connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into person (" + COLUMNS + ") values (?, ?, ?, ?, ?)")) {
        for (Person person : people) {
          insert.setString(1, person.code());
          insert.setString(2, person.givenName());
          insert.setString(3, person.familyName());
          insert.setObject(4, person.dateOfBirth());
          insert.setString(5, person.municipality());
          insert.addBatch();
        }
        return insert.executeBatch();
      }
    });
  }

  Optional<Person> find(String code) {
    return select("where code = ?", code).stream().findFirst();
  }

  /** Any person: the sandbox shows its calls with a code that exists. */
  Person first() {
    return select("where code >= ? order by code limit 1", "").getFirst();
  }

  List<Person> withFamilyName(String familyName, int most) {
    return select("where family_name = ? order by code limit " + most, familyName);
  }

  void storeDocument(String code, long length, String sha256) {
    run(connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into document (code, length, sha256) values (?, ?, ?)")) {
        insert.setString(1, code);
        insert.setLong(2, length);
        insert.setString(3, sha256);
        return insert.executeUpdate();
      }
    });
  }

  private List<Person> select(String condition, String value) {
    return run(connection -> {
      try (PreparedStatement query =
          connection.prepareStatement("select " + COLUMNS + " from person " + condition)) {
        query.setString(1, value);
        try (ResultSet rows = query.executeQuery()) {
          List<Person> people = new ArrayList<>();
          while (rows.next()) {
            people.add(
                new Person(
                    rows.getString(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getDate(4).toLocalDate(),
                    rows.getString(5)));
          }
          return people;
        }
      }
    });
  }

  @FunctionalInterface
  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private <T> T run(Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      return work.with(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("The population database failed", e);
    }
  }

  @Override
  public void close() {
    pool.dispose();
  }
}
