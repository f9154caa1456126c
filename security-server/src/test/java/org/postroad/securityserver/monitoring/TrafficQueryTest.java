// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.messagelog.Side;

/** What is counted, and in which interval (E28). */
class TrafficQueryTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final ClientId TAX = ClientId.of("T", "GOV", "1", Optional.of("Tax"));
  private static final ClientId PEOPLE = ClientId.of("T", "GOV", "2", Optional.of("People"));
  private static final ClientId MEMBER = ClientId.of("T", "GOV", "1", Optional.empty());

  @TempDir private Path directory;

  /** {@code client} asked People for getPerson. */
  private static OperationalRecord.Builder record(Instant requestIn, ClientId client) {
    return OperationalRecord.builder()
        .number(OperationalField.REQUEST_IN_TS, requestIn.toEpochMilli())
        .text(OperationalField.SECURITY_SERVER_TYPE, "Client")
        .text(OperationalField.CLIENT_INSTANCE, client.instance())
        .text(OperationalField.CLIENT_MEMBER_CLASS, client.memberClass())
        .text(OperationalField.CLIENT_MEMBER_CODE, client.memberCode())
        .text(OperationalField.CLIENT_SUBSYSTEM_CODE, client.subsystemCode())
        .text(OperationalField.SERVICE_INSTANCE, PEOPLE.instance())
        .text(OperationalField.SERVICE_MEMBER_CLASS, PEOPLE.memberClass())
        .text(OperationalField.SERVICE_MEMBER_CODE, PEOPLE.memberCode())
        .text(OperationalField.SERVICE_SUBSYSTEM_CODE, PEOPLE.subsystemCode())
        .text(OperationalField.SERVICE_CODE, "getPerson")
        .truth(OperationalField.SUCCEEDED, true);
  }

  /** Each written two seconds after it began, in files an hour apart. */
  @BeforeEach
  void keep() throws IOException {
    try (RecordFiles files = RecordFiles.open(directory, NINE)) {
      keep(files, record(NINE, TAX));
      keep(files, record(NINE.plus(HOUR).minusMillis(1), TAX));
      keep(files, record(NINE.plus(HOUR), TAX).truth(OperationalField.SUCCEEDED, false));
      keep(
          files,
          record(NINE.plus(HOUR.multipliedBy(3)), MEMBER)
              .text(OperationalField.SERVICE_VERSION, "v1")
              .text(OperationalField.SECURITY_SERVER_TYPE, "Producer"));
    }
  }

  private static void keep(RecordFiles files, OperationalRecord.Builder record) throws IOException {
    OperationalRecord built = record.build();
    long begun = built.number(OperationalField.REQUEST_IN_TS).orElseThrow();
    files.append(List.of(built), Instant.ofEpochMilli(begun).plusSeconds(2));
  }

  private static TrafficQuery query(Instant from, Instant to, Duration interval) {
    return new TrafficQuery(
        from, to, interval, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private List<String> ask(TrafficQuery query) throws IOException {
    return query.ask(new KeptRecords(directory)).stream()
        .map(each -> each.start() + " " + each.succeeded() + " " + each.failed())
        .toList();
  }

  @Test
  void eachIntervalHasItsFirstMomentAndNotThatOfTheNextAndNoneIsLeftOut() throws IOException {
    assertEquals(
        List.of(
            "2026-11-22T08:00:00Z 0 0",
            "2026-11-22T09:00:00Z 2 0",
            "2026-11-22T10:00:00Z 0 1",
            "2026-11-22T11:00:00Z 0 0",
            "2026-11-22T12:00:00Z 1 0"),
        ask(query(NINE.minus(HOUR), NINE.plus(HOUR.multipliedBy(3)), HOUR)));
  }

  @Test
  void theFirstAndTheLastIntervalAreWhole() throws IOException {
    assertEquals(
        List.of("2026-11-22T09:00:00Z 2 0"),
        ask(query(NINE.plusSeconds(60), NINE.plusSeconds(61), HOUR)));
    assertEquals(
        List.of("2026-11-22T09:59:00Z 1 0", "2026-11-22T10:00:00Z 0 1"),
        ask(
            query(
                NINE.plus(HOUR).minusSeconds(1),
                NINE.plus(HOUR).plusSeconds(59),
                Duration.ofMinutes(1))));
  }

  @Test
  void anExchangeCountsWhereItsRequestCameInHoweverLateItsRecordWasWritten() throws IOException {
    Path late = directory.resolve("late");
    try (RecordFiles files = RecordFiles.open(late, NINE)) {
      files.append(List.of(record(NINE, TAX).build()), NINE.plus(HOUR.multipliedBy(2)));
    }
    assertEquals(
        new TrafficQuery.Interval(NINE, 1, 0),
        query(NINE, NINE, HOUR).ask(new KeptRecords(late)).getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "consumer,,, 2 1",
        "provider,,, 1 0",
        ",T:GOV:1:Tax,, 2 1",
        ",T:GOV:1,, 1 0",
        ",T:GOV:2:People,, 3 1",
        ",T:GOV:2,, 0 0",
        ",,getPerson, 3 1",
        ",,getPerson.v1, 1 0",
        ",,getPerson.v2, 0 0",
        ",,getperson, 0 0",
        "provider,T:GOV:1:Tax,, 0 0",
        "provider,T:GOV:1,getPerson, 1 0",
      })
  void onlyWhatIsAskedForIsCounted(String side, String participant, String service, String expected)
      throws IOException {
    var query =
        new TrafficQuery(
            NINE,
            NINE.plus(HOUR.multipliedBy(3)),
            Duration.ofDays(1),
            Optional.ofNullable(side)
                .map(name -> name.equals("consumer") ? Side.CONSUMER : Side.PROVIDER),
            Optional.ofNullable(participant).map(TrafficQueryTest::client),
            Optional.ofNullable(service).map(code -> new TrafficQuery.Service(PEOPLE, code)));
    assertEquals(List.of("2026-11-22T00:00:00Z " + expected), ask(query));
  }

  private static ClientId client(String text) {
    String[] parts = text.split(":", -1);
    return ClientId.of(
        parts[0], parts[1], parts[2], parts.length > 3 ? Optional.of(parts[3]) : Optional.empty());
  }

  @Test
  void aWeekByTheMinuteIsTheMost() throws IOException {
    TrafficQuery week =
        query(NINE, NINE.plus(Duration.ofDays(7)).minusMillis(1), Duration.ofMinutes(1));
    assertEquals(TrafficQuery.MOST_INTERVALS, ask(week).size());
    TrafficQuery more = query(NINE, NINE.plus(Duration.ofDays(7)), Duration.ofMinutes(1));
    assertEquals(TrafficQuery.MOST_INTERVALS + 1, more.intervals());
    assertThrows(IllegalArgumentException.class, () -> more.ask(new KeptRecords(directory)));
  }

  @Test
  void withoutRecordsEveryIntervalIsEmpty() throws IOException {
    assertEquals(
        IntStream.range(0, 3).mapToObj(hour -> "0 0").toList(),
        query(NINE, NINE.plus(HOUR.multipliedBy(2)), HOUR)
            .ask(new KeptRecords(directory.resolve("none")))
            .stream()
            .map(each -> each.succeeded() + " " + each.failed())
            .toList());
  }
}
