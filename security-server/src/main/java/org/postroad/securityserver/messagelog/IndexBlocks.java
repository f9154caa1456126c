// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/** Finds the blocks of records that a search has to look at, see {@link IndexKey}. */
final class IndexBlocks {

  private static final int MOST_PARTIES = 100;

  private static final String CLIENTS =
      "SELECT client_no FROM log_client WHERE instance = ? AND member_class = ?"
          + " AND member_code = ?";
  private static final String SERVICES =
      "SELECT s.service_no FROM log_client c JOIN log_service s ON s.owner_no = c.client_no"
          + " WHERE c.instance = ? AND c.member_class = ? AND c.member_code = ?"
          + " AND c.subsystem_code = ? AND s.service_code = ?";

  private final Connection connection;
  private final Optional<Integer> journal;
  private final Duration patience;

  private IndexBlocks(Connection connection, Optional<Integer> journal, Duration patience) {
    this.connection = connection;
    this.journal = journal;
    this.patience = patience;
  }

  /**
   * Outside of these no record meets all criteria; numbers of {@link IndexId}.
   *
   * @param journal nothing for all journals
   * @return nothing where they may be everywhere
   */
  static Optional<Set<Long>> of(
      Connection connection,
      List<LogCriterion> criteria,
      Optional<Integer> journal,
      Duration patience)
      throws SQLException {
    return new IndexBlocks(connection, journal, patience).narrowest(criteria);
  }

  private Optional<Set<Long>> narrowest(List<LogCriterion> criteria) throws SQLException {
    Optional<Set<Long>> narrowest = Optional.empty();
    for (LogCriterion criterion : criteria) {
      Optional<Set<Long>> found = having(hashes(criterion));
      if (narrowest.isPresent() && found.isPresent()) {
        narrowest.get().retainAll(found.get());
      } else if (found.isPresent()) {
        narrowest = found;
      }
    }
    return narrowest;
  }

  /** What a criterion is found by, one of them; nothing where it is not found by any. */
  private Optional<List<Integer>> hashes(LogCriterion criterion) throws SQLException {
    return switch (criterion) {
      case LogCriterion.WithQueryId(String id) -> text(IndexKey.Property.QUERY_ID, id);
      case LogCriterion.WithRequestId(String id) -> text(IndexKey.Property.REQUEST_ID, id);
      case LogCriterion.ByUser(String user) -> text(IndexKey.Property.USER_ID, user);
      case LogCriterion.OfIssue(String issue) -> text(IndexKey.Property.ISSUE, issue);
      case LogCriterion.OfClient(ClientId client) -> clients(IndexKey.Property.CLIENT, client);
      case LogCriterion.OfProvider(ClientId provider) ->
          clients(IndexKey.Property.PROVIDER, provider);
      case LogCriterion.OfService(ServiceId service) -> services(service);
      case LogCriterion.LoggedFrom _,
          LogCriterion.LoggedBefore _,
          LogCriterion.WithOutcome _,
          LogCriterion.OnSide _,
          LogCriterion.OfKind _,
          LogCriterion.InRange _,
          LogCriterion.Timestamped _,
          LogCriterion.Archived _ ->
          Optional.empty();
    };
  }

  private static Optional<List<Integer>> text(IndexKey.Property property, String text) {
    return Optional.of(List.of(IndexKey.hash(property, IndexText.of(text))));
  }

  private Optional<List<Integer>> clients(IndexKey.Property property, ClientId client)
      throws SQLException {
    List<String> names = new ArrayList<>(names(client));
    client.subsystemCode().map(IndexText::of).ifPresent(names::add);
    String subsystem = client.subsystemCode().isPresent() ? " AND subsystem_code = ?" : "";
    return parties(property, CLIENTS + subsystem, names);
  }

  private Optional<List<Integer>> services(ServiceId service) throws SQLException {
    List<String> names = new ArrayList<>(names(service.owner()));
    names.add(IndexText.of(service.owner().subsystemCode().orElse("")));
    names.add(IndexText.of(service.serviceCode()));
    service.serviceVersion().map(IndexText::of).ifPresent(names::add);
    String version = service.serviceVersion().isPresent() ? " AND s.service_version = ?" : "";
    return parties(IndexKey.Property.SERVICE, SERVICES + version, names);
  }

  private static List<String> names(ClientId client) {
    return List.of(
        IndexText.of(client.instance()),
        IndexText.of(client.memberClass()),
        IndexText.of(client.memberCode()));
  }

  private Optional<List<Integer>> parties(
      IndexKey.Property property, String sql, List<String> names) throws SQLException {
    List<Integer> hashes = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql + " LIMIT ?")) {
      for (int i = 0; i < names.size(); i++) {
        query.setString(i + 1, names.get(i));
      }
      query.setInt(names.size() + 1, MOST_PARTIES + 1);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          hashes.add(IndexKey.hash(property, found.getInt(1)));
        }
      }
    }
    return hashes.size() > MOST_PARTIES ? Optional.empty() : Optional.of(hashes);
  }

  private Optional<Set<Long>> having(Optional<List<Integer>> hashes) throws SQLException {
    return hashes.isEmpty()
        ? Optional.empty()
        : IndexLookup.blocks(connection, hashes.get(), journal, patience);
  }
}
