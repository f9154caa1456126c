// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.testing.TestAuthority;

/** Records that share what they are found by with some others, and what an index keeps of them. */
final class IndexRecords {
  private final SplittableRandom random;

  IndexRecords(SplittableRandom random) {
    this.random = random;
  }

  /** One member has more subsystems than a search follows one by one. */
  private ClientId client() {
    return random.nextInt(4) == 0
        ? ClientId.parse("TEST/GOV/1/many" + random.nextInt(150))
        : ClientId.parse("TEST/GOV/" + (2 + random.nextInt(3)) + "/s" + random.nextInt(3));
  }

  /** A record. */
  Indexed next(long sequence) throws IOException {
    NewRecord soap = Fixtures.soap("q");
    Kind kind = random.nextBoolean() ? Kind.REQUEST : Kind.RESPONSE;
    NewRecord record =
        new NewRecord(
            random.nextBoolean() ? Side.CONSUMER : Side.PROVIDER,
            kind,
            "query-" + random.nextInt(2_000),
            "request-" + random.nextInt(2_000),
            random.nextInt(3) == 0 ? Optional.empty() : Optional.of("user" + random.nextInt(50)),
            random.nextInt(3) == 0 ? Optional.of("issue" + random.nextInt(9)) : Optional.empty(),
            kind == Kind.RESPONSE ? Optional.of(Outcome.SUCCEEDED) : Optional.empty(),
            client(),
            new ServiceId(client(), "service" + random.nextInt(3), Optional.of("v1")),
            "4.0",
            true,
            soap.message(),
            soap.digests(),
            soap.attachments(),
            soap.signature());
    Instant time = time(sequence);
    RecordHead head = RecordHead.of(record, time, new BatchDigests());
    return new Indexed.OfRecord(
        sequence, new JournalPosition(1, 1_000 * sequence), IndexedHead.of(head));
  }

  /** Times nearly rise; at two records the clock is set, forwards and later back again. */
  private Instant time(long sequence) {
    boolean ahead = sequence % 1_000 >= 450 && sequence % 1_000 < 700;
    return TestAuthority.NOW
        .plusMillis(sequence / 3 + random.nextInt(40))
        .plusMillis(ahead ? 300 : 0);
  }

  /** Consecutive records. */
  List<Indexed> next(long first, int count) throws IOException {
    List<Indexed> records = new ArrayList<>();
    for (long sequence = first; sequence < first + count; sequence++) {
      records.add(next(sequence));
    }
    return records;
  }

  static void add(IndexWriter writer, List<Indexed> entries) throws SQLException {
    long last = entries.isEmpty() ? 0 : ((Indexed.OfRecord) entries.getLast()).sequence();
    var _ = writer.add(entries, Map.of(), new JournalPosition(1, 1_000 * last), last);
  }

  /** Numbers as they stand in their rows. */
  static Map<Long, String> rows(LogDatabase database) throws SQLException {
    Map<Long, String> rows = new TreeMap<>();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id, keys FROM log_keys")) {
      while (row.next()) {
        rows.put(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2)));
      }
    }
    return rows;
  }

  /** Whether rows of numbers are by hash. */
  static Set<Boolean> kinds(LogDatabase database) throws SQLException {
    return rows(database).keySet().stream().map(IndexKey::isByHash).collect(Collectors.toSet());
  }
}
