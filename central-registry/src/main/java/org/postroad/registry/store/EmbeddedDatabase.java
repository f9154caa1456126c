// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2 beside a journal's file. Opening compares the two: what one lacks at its end comes from the
 * other, a database that cannot be read is put aside and made anew, and where they contradict each
 * other the registry does not start.
 */
record EmbeddedDatabase(Connection connection) {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String SUFFIX = ".mv.db";

  static EmbeddedDatabase open(Path base, JournalFile file, String instance)
      throws SQLException, IOException {
    String path = base.toAbsolutePath().toString();
    if (path.indexOf(';') >= 0) {
      throw new IllegalArgumentException("a journal's path cannot have a semicolon: " + path);
    }
    // Writing in the midst of a transaction leaves rows behind a kill that nobody may write again.
    String url =
        "jdbc:h2:file:" + path + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0";
    try {
      return agreeing(url, file, instance);
    } catch (SQLException | FlywayException broken) {
      if (file.found().isEmpty()) {
        throw broken;
      }
      Path database = base.resolveSibling(base.getFileName() + SUFFIX);
      Path aside = base.resolveSibling(base.getFileName() + SUFFIX + ".broken");
      LOG.warn("the database cannot be read, it is made anew from the journal's file", broken);
      Files.move(database, aside, StandardCopyOption.REPLACE_EXISTING);
      return agreeing(url, file, instance);
    }
  }

  private static EmbeddedDatabase agreeing(String url, JournalFile file, String instance)
      throws SQLException, IOException {
    // Held open, so that the database is not closed and opened again in between.
    Connection connection = DriverManager.getConnection(url);
    try {
      JournalTable.migrate(url, "", "");
      connection.setAutoCommit(false);
      new EmbeddedDatabase(connection).agree(file, instance);
      return new EmbeddedDatabase(connection);
    } catch (SQLException | IOException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  private void agree(JournalFile file, String instance) throws SQLException, IOException {
    List<StoredEntry> rows = rows(instance);
    List<StoredEntry> lines = file.found();
    int both = Math.min(rows.size(), lines.size());
    if (!rows.subList(0, both).equals(lines.subList(0, both))) {
      throw new Fault(
          FaultCode.DATABASE_ERROR,
          "The journal's file and its database contradict each other; one of them was altered");
    }
    if (file.isDamaged() && rows.size() <= lines.size()) {
      throw new Fault(
          FaultCode.DATABASE_ERROR,
          "The journal's file is damaged behind entry " + lines.size() + "; restore a backup");
    }
    file.cut();
    for (StoredEntry missing : rows.subList(both, rows.size())) {
      file.append(missing);
    }
    for (StoredEntry missing : lines.subList(both, lines.size())) {
      journal().insert(missing);
    }
    commit();
  }

  private List<StoredEntry> rows(String instance) throws SQLException {
    var rows = new ArrayList<StoredEntry>();
    List<StoredEntry> some = journal().after(JournalPosition.beginning(instance));
    while (!some.isEmpty()) {
      rows.addAll(some);
      some = journal().after(some.getLast().position());
    }
    return rows;
  }

  JournalTable journal() {
    return new JournalTable(connection);
  }

  NodeTable nodes() {
    return new NodeTable(connection);
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void close() throws SQLException {
    connection.close();
  }
}
