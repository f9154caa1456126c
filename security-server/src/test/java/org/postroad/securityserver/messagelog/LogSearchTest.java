// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.testing.PostgresServer;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

@Tag("postgres")
@ParameterizedClass
@EnumSource
@ExtendWith(PostgresServer.Resolver.class)
class LogSearchTest {
  /** Both answer the same. */
  enum Database {
    EMBEDDED,
    POSTGRES
  }

  private static final Instant FIRST = TestAuthority.NOW;

  @TempDir Path directory;
  private final Fixtures.Stamps stamps = new Fixtures.Stamps(TestAuthority.create());
  private final StandingClock clock = new StandingClock();
  private MessageLog log;

  private final Database database;

  LogSearchTest(Database database) {
    this.database = database;
  }

  @BeforeEach
  void open(PostgresServer server) throws IOException, SQLException {
    IndexDatabase index =
        switch (database) {
          case EMBEDDED -> IndexDatabase.EMBEDDED;
          case POSTGRES -> IndexSchema.in(server);
        };
    log =
        MessageLog.open(
            directory,
            MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO).withIndex(index),
            clock,
            new SplittableRandom(9),
            stamps);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  /** Appends a request a second after the last. */
  private void append(Side side, Kind kind, String queryId) {
    log.append(Fixtures.record(side, kind, queryId, "4.0", Fixtures.made("s")));
    clock.move(Duration.ofSeconds(1));
  }

  private void append(ClientId client, ServiceId service) {
    NewRecord soap = Fixtures.soap("q");
    log.append(
        new NewRecord(
            soap.side(),
            soap.kind(),
            soap.queryId(),
            soap.requestId(),
            soap.userId(),
            soap.issue(),
            soap.outcome(),
            client,
            service,
            soap.protocol(),
            true,
            soap.message(),
            soap.digests(),
            soap.attachments(),
            soap.signature()));
  }

  private List<Long> found(LogCriterion... criteria) {
    return sequences(log.search(LogQuery.where(criteria)));
  }

  private static List<Long> sequences(List<LogSummary> summaries) {
    return summaries.stream().map(LogSummary::sequence).toList();
  }

  @Test
  void aSummarySaysWhatTheRecordSays() {
    append(Side.PROVIDER, Kind.RESPONSE, "a");
    LogSummary summary = log.search(LogQuery.where()).getFirst();
    LogRecord record = log.find(1).orElseThrow();
    assertEquals(
        new LogSummary(
            log.status().journal(),
            1,
            FIRST,
            Side.PROVIDER,
            Kind.RESPONSE,
            "4.0",
            "a",
            "request-a",
            Fixtures.CLIENT,
            Fixtures.SERVICE,
            Optional.of("EE1234"),
            Optional.empty(),
            record.outcome(),
            false,
            Optional.empty()),
        summary);
    assertEquals(record.time(), summary.time());
    assertEquals(record.service(), summary.service());
    assertEquals(Optional.empty(), log.find(2));
  }

  @Test
  void timesAreFromIncludedToExcluded() {
    for (int i = 0; i < 4; i++) {
      append(Side.CONSUMER, Kind.REQUEST, "q" + i);
    }
    Instant second = FIRST.plusSeconds(1);
    assertEquals(List.of(2L, 3L, 4L), found(new LogCriterion.LoggedFrom(second)));
    assertEquals(List.of(1L), found(new LogCriterion.LoggedBefore(second)));
    assertEquals(
        List.of(3L),
        found(
            new LogCriterion.LoggedFrom(second.plusNanos(1)),
            new LogCriterion.LoggedBefore(second.plusSeconds(1).plusNanos(1))));
  }

  @Test
  void sidesKindsIdsAndRangesAreFound() {
    append(Side.CONSUMER, Kind.REQUEST, "a");
    append(Side.CONSUMER, Kind.RESPONSE, "a");
    append(Side.PROVIDER, Kind.REQUEST, "b");
    assertEquals(List.of(3L), found(new LogCriterion.OnSide(Side.PROVIDER)));
    assertEquals(List.of(2L), found(new LogCriterion.OfKind(Kind.RESPONSE)));
    assertEquals(List.of(1L, 2L), found(new LogCriterion.WithQueryId("a")));
    assertEquals(List.of(3L), found(new LogCriterion.WithRequestId("request-b")));
    assertEquals(List.of(), found(new LogCriterion.WithRequestId("request-")));
    assertEquals(List.of(2L, 3L), found(new LogCriterion.InRange(2, 9)));
    assertEquals(
        List.of(1L),
        found(new LogCriterion.WithQueryId("a"), new LogCriterion.OfKind(Kind.REQUEST)));
    assertThrows(IllegalArgumentException.class, () -> new LogCriterion.InRange(3, 2));
  }

  @Test
  void aMemberStandsForItsSubsystemsAndASubsystemForItselfAlone() {
    ClientId member = ClientId.parse("TEST/GOV/1234");
    ClientId health = ClientId.parse("TEST/GOV/1234/health");
    append(member, Fixtures.SERVICE);
    append(Fixtures.CLIENT, Fixtures.SERVICE);
    append(health, ServiceId.of(member, "own"));
    append(ClientId.parse("OTHER/GOV/1234/tax"), Fixtures.SERVICE);
    assertEquals(List.of(1L, 2L, 3L), found(new LogCriterion.OfClient(member)));
    assertEquals(List.of(3L), found(new LogCriterion.OfClient(health)));
    assertEquals(List.of(3L), found(new LogCriterion.OfProvider(member)));
    assertEquals(List.of(), found(new LogCriterion.OfClient(ClientId.parse("TEST/GOV/9"))));
  }

  @Test
  void aServiceIsFoundInAnyVersionUnlessOneIsSaid() {
    ServiceId second = new ServiceId(Fixtures.PROVIDER, "getPerson", Optional.of("v2"));
    append(Fixtures.CLIENT, Fixtures.SERVICE);
    append(Fixtures.CLIENT, second);
    append(Fixtures.CLIENT, ServiceId.of(Fixtures.PROVIDER, "getPersons"));
    assertEquals(
        List.of(1L, 2L),
        found(new LogCriterion.OfService(ServiceId.of(Fixtures.PROVIDER, "getPerson"))));
    assertEquals(List.of(2L), found(new LogCriterion.OfService(second)));
  }

  @Test
  void whatWaitsForATimestampIsToldFromWhatHasOne() {
    append(Side.CONSUMER, Kind.REQUEST, "a");
    append(Side.CONSUMER, Kind.REQUEST, "b");
    log.timestampNow();
    append(Side.CONSUMER, Kind.REQUEST, "c");
    assertEquals(List.of(1L, 2L), found(new LogCriterion.Timestamped(true)));
    assertEquals(List.of(3L), found(new LogCriterion.Timestamped(false)));
    assertTrue(log.search(LogQuery.where()).getFirst().timestamped());
  }

  @Test
  void pagesFollowEachOtherInBothOrdersAlsoWithinOneInstant() {
    for (int i = 0; i < 7; i++) {
      log.append(Fixtures.soap("q" + i));
      clock.move(Duration.ofMillis(i / 3));
    }
    List<Long> forwards = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertEquals(forwards, paged(LogQuery.where().limit(2)));
    assertEquals(forwards.reversed(), paged(LogQuery.where().newestFirst().limit(3)));
    assertThrows(IllegalArgumentException.class, () -> LogQuery.where().limit(0));
  }

  private List<Long> paged(LogQuery first) {
    List<Long> all = new ArrayList<>();
    for (List<LogSummary> page = log.search(first);
        !page.isEmpty();
        page = log.search(first.after(page.getLast()))) {
      assertTrue(page.size() <= first.limit());
      all.addAll(sequences(page));
    }
    return all;
  }

  @Test
  void textsThatNoDatabaseHoldsAreFoundAllTheSame() {
    String odd = "a zero \0 inside";
    String longest = "ü".repeat(255);
    for (String id : List.of(odd, longest, longest + "1", longest + "2", "'; DROP TABLE x --")) {
      append(Side.CONSUMER, Kind.REQUEST, id);
    }
    assertEquals(List.of(1L), found(new LogCriterion.WithQueryId(odd)));
    assertEquals(List.of(2L), found(new LogCriterion.WithQueryId(longest)));
    assertEquals(List.of(4L), found(new LogCriterion.WithQueryId(longest + "2")));
    assertEquals(List.of(5L), found(new LogCriterion.WithQueryId("'; DROP TABLE x --")));
    String shown = log.search(LogQuery.where(new LogCriterion.InRange(3, 3))).getFirst().queryId();
    assertEquals(256, shown.length());
    assertTrue(shown.startsWith("üüü"));
    assertFalse(found(new LogCriterion.WithQueryId(shown)).contains(3L));
  }

  @Test
  void theStatusTellsHowFarTheIndexIs() {
    assertEquals(0, log.status().lastSequence());
    append(Side.CONSUMER, Kind.REQUEST, "a");
    append(Side.CONSUMER, Kind.REQUEST, "b");
    assertEquals(2, log.waitingForTimestamp());
    LogStatus status = log.status();
    assertEquals(2, status.lastSequence());
    assertEquals(2, status.index().lastSequence());
    assertEquals(0, status.index().lag());
    assertEquals(Optional.empty(), status.index().failure());
    assertEquals(OptionalLong.of(2), status.waitingForTimestamp());
    assertEquals(1, status.segments());
    assertTrue(status.bytes() > 0);
    assertTrue(status.usableBytes() > 0);
    assertEquals(List.of(), status.damages());
  }
}
