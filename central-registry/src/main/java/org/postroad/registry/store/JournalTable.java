// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** The table of entries, the same in every database. Each row is checked as it is read. */
record JournalTable(Connection connection) {
  private static final String SELECT =
      "SELECT sequence, accepted, who, why, change, chain FROM registry_journal"
          + " WHERE sequence >= ? ORDER BY sequence";
  private static final String INSERT =
      "INSERT INTO registry_journal (sequence, accepted, who, why, change, chain)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final int AT_A_TIME = 500;

  /** Brings the tables up to date. */
  static void migrate(String url, String user, String password) {
    Flyway.configure(JournalTable.class.getClassLoader())
        .dataSource(url, user, password)
        .locations("classpath:org/postroad/registry/store")
        .table("registry_version")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  void insert(StoredEntry entry) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setLong(1, entry.sequence());
      insert.setObject(2, OffsetDateTime.ofInstant(entry.accepted(), ZoneOffset.UTC));
      insert.setString(3, entry.who());
      insert.setString(4, entry.why());
      insert.setString(5, entry.change());
      insert.setString(6, entry.chain());
      insert.executeUpdate();
    }
  }

  /** Puts other entries in the place of all there are; the caller commits. */
  void replace(List<StoredEntry> entries) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM registry_journal")) {
      delete.executeUpdate();
    }
    for (StoredEntry entry : entries) {
      insert(entry);
    }
  }

  /** A few of the entries after a position, which must still be in the table itself. */
  List<StoredEntry> after(JournalPosition last) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, last.sequence());
      select.setMaxRows(AT_A_TIME);
      try (ResultSet rows = select.executeQuery()) {
        return read(rows, last);
      }
    }
  }

  private static List<StoredEntry> read(ResultSet rows, JournalPosition known) throws SQLException {
    var entries = new ArrayList<StoredEntry>();
    JournalPosition last = known;
    boolean found = known.sequence() == 0;
    while (rows.next()) {
      StoredEntry entry = entry(rows);
      if (entry.position().equals(known)) {
        found = true;
      } else if (found && entry.follows(last)) {
        entries.add(entry);
        last = entry.position();
      } else {
        throw refused(
            "The journal in the database is of another instance, lacks entries, or was altered at"
                + " number "
                + entry.sequence());
      }
    }
    if (!found) {
      throw refused(
          "The database lacks entry " + known.sequence() + " of the journal, which was accepted");
    }
    return entries;
  }

  private static StoredEntry entry(ResultSet row) throws SQLException {
    return new StoredEntry(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6));
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.DATABASE_ERROR, text);
  }
}
