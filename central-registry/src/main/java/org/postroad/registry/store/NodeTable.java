// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What each node published last; overwritten, and therefore not in the journal. */
record NodeTable(Connection connection) {

  /** The number of a node, given at its first start. */
  int number(String node) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO registry_node (name) SELECT CAST(? AS VARCHAR(64)) WHERE NOT EXISTS"
                    + " (SELECT 1 FROM registry_node WHERE name = ?)");
        PreparedStatement select =
            connection.prepareStatement("SELECT node_no FROM registry_node WHERE name = ?")) {
      insert.setString(1, node);
      insert.setString(2, node);
      insert.executeUpdate();
      select.setString(1, node);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          return row.getInt(1);
        }
        throw new SQLException("node " + node + " was not kept");
      }
    }
  }

  List<String> names() throws SQLException {
    var names = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT name FROM registry_node ORDER BY node_no")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  void note(NodeGeneration generation) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE registry_node SET generated = ? WHERE name = ?")) {
      update.setObject(1, OffsetDateTime.ofInstant(generation.generatedAt(), ZoneOffset.UTC));
      update.setString(2, generation.node());
      update.executeUpdate();
    }
  }

  List<NodeGeneration> all() throws SQLException {
    var all = new ArrayList<NodeGeneration>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT name, generated FROM registry_node"
                    + " WHERE generated IS NOT NULL ORDER BY node_no")) {
      while (row.next()) {
        all.add(
            new NodeGeneration(
                row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()));
      }
    }
    return all;
  }
}
