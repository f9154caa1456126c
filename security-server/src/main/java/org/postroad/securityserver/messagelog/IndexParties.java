// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * Numbers for clients and services, so that a record's row holds two numbers instead of nine texts,
 * and for parts of the log. Numbers are given in transactions of their own: whoever fills the same
 * database at the same time sees them and waits for nobody. One that no record uses in the end does
 * no harm. For one thread.
 */
final class IndexParties {
  private static final int REMEMBERED = 10_000;

  private static final String FIND_CLIENT =
      "SELECT client_no FROM log_client WHERE instance = ? AND member_class = ?"
          + " AND member_code = ? AND subsystem_code = ?";
  private static final String ADD_CLIENT =
      "INSERT INTO log_client (instance, member_class, member_code, subsystem_code)"
          + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
  private static final String FIND_SERVICE =
      "SELECT service_no FROM log_service WHERE owner_no = ? AND service_code = ?"
          + " AND service_version = ?";
  private static final String ADD_SERVICE =
      "INSERT INTO log_service (owner_no, service_code, service_version)"
          + " VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

  private static final String FIND_PART =
      "SELECT part_no FROM log_part WHERE journal_no = ? AND number = ?";
  private static final String ADD_PART =
      "INSERT INTO log_part (journal_no, number) VALUES (?, ?) ON CONFLICT DO NOTHING";

  /**
   * The numbers of one record.
   *
   * @param provider the client that owns the service
   * @param part see {@link IndexId}
   */
  record Numbers(int client, int provider, int service, int part) {}

  private final int journal;
  private final Map<Long, Integer> parts = new Remembered<>();
  private final Map<ClientId, Integer> clients = new Remembered<>();
  private final Map<ServiceId, Integer> services = new Remembered<>();

  private static final class Remembered<K> extends LinkedHashMap<K, Integer> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, Integer> eldest) {
      return size() > REMEMBERED;
    }
  }

  IndexParties(int journal) {
    this.journal = journal;
  }

  /** The connection commits by itself, unless these numbers were asked for before. */
  Numbers numbers(Connection connection, Indexed.OfRecord record) throws SQLException {
    IndexedHead head = record.head();
    return new Numbers(
        client(connection, head.client()),
        client(connection, head.service().owner()),
        service(connection, head.service()),
        part(connection, IndexId.place(record.sequence())));
  }

  private int part(Connection connection, long part) throws SQLException {
    Integer known = parts.get(part);
    if (known != null) {
      return known;
    }
    int number =
        number(
            connection,
            FIND_PART,
            ADD_PART,
            statement -> {
              statement.setInt(1, journal);
              statement.setLong(2, part);
            });
    parts.put(part, number);
    return number;
  }

  private int client(Connection connection, ClientId client) throws SQLException {
    Integer known = clients.get(client);
    if (known != null) {
      return known;
    }
    int number =
        number(
            connection,
            FIND_CLIENT,
            ADD_CLIENT,
            statement -> {
              statement.setString(1, IndexText.of(client.instance()));
              statement.setString(2, IndexText.of(client.memberClass()));
              statement.setString(3, IndexText.of(client.memberCode()));
              statement.setString(4, IndexText.of(client.subsystemCode().orElse("")));
            });
    clients.put(client, number);
    return number;
  }

  private int service(Connection connection, ServiceId service) throws SQLException {
    Integer known = services.get(service);
    if (known != null) {
      return known;
    }
    int owner = client(connection, service.owner());
    int number =
        number(
            connection,
            FIND_SERVICE,
            ADD_SERVICE,
            statement -> {
              statement.setInt(1, owner);
              statement.setString(2, IndexText.of(service.serviceCode()));
              statement.setString(3, IndexText.of(service.serviceVersion().orElse("")));
            });
    services.put(service, number);
    return number;
  }

  @FunctionalInterface
  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private static int number(Connection connection, String find, String add, Parameters parameters)
      throws SQLException {
    OptionalInt found = find(connection, find, parameters);
    if (found.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(add)) {
        parameters.set(statement);
        statement.executeUpdate();
      }
      found = find(connection, find, parameters);
    }
    return found.orElseThrow(() -> new SQLException("what was added is not there: " + add));
  }

  private static OptionalInt find(Connection connection, String sql, Parameters parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? OptionalInt.of(found.getInt(1)) : OptionalInt.empty();
      }
    }
  }
}
