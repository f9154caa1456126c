// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroad.cli.process.BadConfiguration;

/**
 * The rows of the tables that say something, in the order in which they were made. Rows are found
 * by what they refer to in the same time however many there are. For one thread.
 */
final class Tables {

  /** What is taken over. */
  private static final List<String> TAKEN =
      List.of(
          "serverconf",
          "identifier",
          "client",
          "certificate",
          "localgroup",
          "groupmember",
          "servicedescription",
          "service",
          "endpoint",
          "accessright",
          "tsp");

  /** What is only said not to be; a database may be without it. */
  private static final String LEFT = "apikey";

  private static final String ID = "id";

  private final Map<String, List<Row>> rows = new HashMap<>();
  private final Map<String, Map<String, List<Row>>> grouped = new HashMap<>();

  Tables(Map<String, List<Row>> read) {
    for (String table : TAKEN) {
      if (!read.containsKey(table)) {
        throw new BadConfiguration(
            "It is no database of a security server, or one of a version before 7: no table "
                + table);
      }
    }
    read.forEach((table, all) ->
        rows.put(
            table,
            all.stream().sorted(Comparator.comparingLong(row -> row.number(ID, 0))).toList()));
  }

  static boolean isNamed(String table) {
    return TAKEN.contains(table) || table.equals(LEFT);
  }

  List<Row> of(String table) {
    return rows.getOrDefault(table, List.of());
  }

  /** The rows that refer to another one. */
  List<Row> of(String table, String column, Row owner) {
    return by(table, column).getOrDefault(owner.id(), List.of());
  }

  /** The row that another one refers to. */
  Optional<Row> named(String table, Row by, String column) {
    return by.text(column)
        .flatMap(id -> by(table, ID).getOrDefault(id, List.of()).stream().findFirst());
  }

  private Map<String, List<Row>> by(String table, String column) {
    return grouped.computeIfAbsent(
        table + "." + column,
        _ ->
            of(table).stream()
                .filter(row -> row.text(column).isPresent())
                .collect(Collectors.groupingBy(row -> row.required(column))));
  }
}
