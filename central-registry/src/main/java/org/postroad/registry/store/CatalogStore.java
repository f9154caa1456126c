// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.catalog.CatalogRecords;
import org.postroad.registry.catalog.Sighting;

/**
 * The service catalogue in a database: H2 in a file of its own beside the journal, since most of it
 * can be collected again and none of it may make the journal slower, or the PostgreSQL that all
 * nodes share. One connection, opened again when it was lost.
 */
public final class CatalogStore implements CatalogRecords, AutoCloseable {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int ANSWER_SECONDS = 5;
  private static final int AT_A_TIME = 1000;

  private final Source source;
  private final boolean embedded;
  private final ReentrantLock line = new ReentrantLock();

  @GuardedBy("line")
  private Connection connection;

  private CatalogStore(Source source, boolean embedded, Connection connection) {
    this.source = source;
    this.embedded = embedded;
    this.connection = connection;
  }

  /**
   * Opens or creates the catalogue's tables.
   *
   * @param base path of this node's own files, without suffix
   */
  public static CatalogStore open(JournalDatabase database, Path base, String node, Clock clock) {
    try {
      return switch (database) {
        case JournalDatabase.Embedded() -> {
          String url = url(base);
          var flyway =
              Flyway.configure(CatalogStore.class.getClassLoader()).dataSource(url, "", "");
          yield open(() -> DriverManager.getConnection(url, "", ""), flyway, true, "BLOB");
        }
        case JournalDatabase.Postgres postgres -> {
          SharedDatabase shared = SharedDatabase.of(postgres, node, clock);
          yield open(shared::connect, shared.flyway(), false, "BYTEA");
        }
      };
    } catch (SQLException | IOException failure) {
      throw failed("open the service catalogue", failure);
    }
  }

  private static String url(Path base) {
    String path = base.toAbsolutePath().toString();
    if (path.indexOf(';') >= 0) {
      throw new IllegalArgumentException("a database's path cannot have a semicolon: " + path);
    }
    return "jdbc:h2:file:" + path + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0";
  }

  private static CatalogStore open(
      Source source, FluentConfiguration flyway, boolean embedded, String bytes)
      throws SQLException {
    Connection connection = connected(source);
    try {
      flyway
          .locations("classpath:org/postroad/registry/catalog/database")
          .table("catalogue_version")
          .placeholders(Map.of("bytes", bytes))
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
      return new CatalogStore(source, embedded, connection);
    } catch (RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  private static Connection connected(Source source) throws SQLException {
    Connection connection = source.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  /** Where connections come from. */
  private interface Source {
    Connection connect() throws SQLException;
  }

  /** Something done in one transaction. */
  private interface Work<T> {
    T apply(Connection connection) throws SQLException;
  }

  private <T> T inTransaction(String what, Work<T> work) {
    line.lock();
    try {
      if (!connection.isValid(ANSWER_SECONDS)) {
        connection.close();
        connection = connected(source);
      }
      try {
        T result = work.apply(connection);
        connection.commit();
        return result;
      } catch (SQLException failure) {
        connection.rollback();
        throw failure;
      }
    } catch (SQLException failure) {
      throw failed(what, failure);
    } finally {
      line.unlock();
    }
  }

  @Override
  public List<Sighting> sightingsAfter(long last) {
    var all = new ArrayList<Sighting>();
    int found;
    do {
      List<Sighting> more = some(last + all.size());
      all.addAll(more);
      found = more.size();
    } while (found == AT_A_TIME);
    return all;
  }

  private List<Sighting> some(long last) {
    return inTransaction(
        "read the service catalogue",
        open -> {
          try (PreparedStatement select =
              open.prepareStatement(
                  "SELECT number, seen, sighting FROM service_sighting"
                      + " WHERE number > ? ORDER BY number")) {
            select.setLong(1, last);
            select.setMaxRows(AT_A_TIME);
            try (ResultSet rows = select.executeQuery()) {
              return sightings(rows, last);
            }
          }
        });
  }

  private static List<Sighting> sightings(ResultSet rows, long last) throws SQLException {
    var sightings = new ArrayList<Sighting>();
    while (rows.next()) {
      if (rows.getLong(1) != last + sightings.size() + 1) {
        throw new SQLException("sightings before number " + rows.getLong(1) + " are missing");
      }
      sightings.add(
          SightingJson.read(
              rows.getString(3), rows.getObject(2, OffsetDateTime.class).toInstant()));
    }
    return sightings;
  }

  @Override
  public boolean append(long last, List<Sighting> sightings, Map<Digest, byte[]> documents) {
    return inTransaction(
        "write to the service catalogue",
        open -> {
          if (count(open) != last) {
            return false;
          }
          try {
            insert(open, last, sightings);
            for (Map.Entry<Digest, byte[]> document : documents.entrySet()) {
              keep(open, document.getKey(), document.getValue());
            }
            sync(open);
            return true;
          } catch (SQLException failure) {
            if (UNIQUE_VIOLATION.equals(failure.getSQLState())) {
              open.rollback();
              return false;
            }
            throw failure;
          }
        });
  }

  private static long count(Connection open) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery("SELECT MAX(number) FROM service_sighting")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static void insert(Connection open, long last, List<Sighting> sightings)
      throws SQLException {
    try (PreparedStatement insert =
        open.prepareStatement(
            "INSERT INTO service_sighting (number, seen, sighting) VALUES (?, ?, ?)")) {
      long number = last;
      for (Sighting sighting : sightings) {
        number++;
        insert.setLong(1, number);
        insert.setObject(2, OffsetDateTime.ofInstant(sighting.time(), ZoneOffset.UTC));
        insert.setString(3, SightingJson.write(sighting));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void keep(Connection open, Digest sha256, byte[] document) throws SQLException {
    try (PreparedStatement insert =
        open.prepareStatement(
            "INSERT INTO service_description (sha256, content) SELECT CAST(? AS CHAR(64)), ?"
                + " WHERE NOT EXISTS (SELECT 1 FROM service_description WHERE sha256 = ?)")) {
      insert.setString(1, sha256.hex());
      insert.setBytes(2, document);
      insert.setString(3, sha256.hex());
      insert.executeUpdate();
    }
  }

  /** H2 alone forces nothing to the disk by itself. */
  private void sync(Connection open) throws SQLException {
    if (embedded) {
      open.commit();
      try (Statement statement = open.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
    }
  }

  @Override
  public Optional<byte[]> document(Digest sha256) {
    return inTransaction(
        "read a service description",
        open -> {
          try (PreparedStatement select =
              open.prepareStatement("SELECT content FROM service_description WHERE sha256 = ?")) {
            select.setString(1, sha256.hex());
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
          }
        });
  }

  @Override
  public void close() {
    line.lock();
    try {
      connection.close();
    } catch (SQLException failure) {
      throw failed("close the service catalogue", failure);
    } finally {
      line.unlock();
    }
  }

  private static Fault failed(String what, Exception failure) {
    return new Fault(FaultCode.DATABASE_ERROR, "Cannot " + what, failure);
  }
}
