// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.messagelog.Side;

/**
 * How many exchanges there were, one interval after the other (E28). Intervals begin where whole
 * ones begin when they are counted from 1970 in UTC, an hour at the full hour, and the first and
 * last are told whole: what is asked for is widened to them. An exchange counts where its request
 * came in.
 *
 * @param from any time of the first interval
 * @param to any time of the last interval
 * @param side only exchanges in which this server was consumer or provider
 * @param participant only exchanges in which it is client or offers the service
 * @param service only exchanges of this service
 */
public record TrafficQuery(
    Instant from,
    Instant to,
    Duration interval,
    Optional<Side> side,
    Optional<ClientId> participant,
    Optional<Service> service) {
  /** A week by the minute; each interval is a line of the answer. */
  public static final int MOST_INTERVALS = 7 * 24 * 60;

  /**
   * A service, in all of its versions if the code has none.
   *
   * @param code that of the service, or followed by {@code .} and its version
   */
  public record Service(ClientId owner, String code) {
    private boolean isOf(OperationalRecord record) {
      String recorded = record.text(OperationalField.SERVICE_CODE).orElse("");
      return RecordQuery.isService(owner, record)
          && (recorded.equals(code)
              || record
                  .text(OperationalField.SERVICE_VERSION)
                  .filter(version -> (recorded + "." + version).equals(code))
                  .isPresent());
    }
  }

  /** Exchanges whose request came in from {@code start} until the next interval begins. */
  public record Interval(Instant start, long succeeded, long failed) {}

  public TrafficQuery {
    if (interval.toMillis() <= 0 || to.isBefore(from)) {
      throw new IllegalArgumentException("from " + from + " to " + to + " by " + interval);
    }
  }

  /** As many as are asked for; may be more than {@link #MOST_INTERVALS}. */
  public long intervals() {
    return number(to) - number(from) + 1;
  }

  /** Every interval, those without exchanges too. */
  public List<Interval> ask(KeptRecords records) throws IOException {
    if (intervals() > MOST_INTERVALS) {
      throw new IllegalArgumentException(intervals() + " intervals, at most " + MOST_INTERVALS);
    }
    int intervals = Math.toIntExact(intervals());
    long first = number(from);
    long[] succeeded = new long[intervals];
    long[] failed = new long[intervals];
    records.since(
        start(first),
        record -> {
          long place = number(requestIn(record)) - first;
          if (place >= 0 && place < intervals && isMeant(record)) {
            long[] counted = record.isTrue(OperationalField.SUCCEEDED) ? succeeded : failed;
            counted[Math.toIntExact(place)]++;
          }
        });
    List<Interval> all = new ArrayList<>(intervals);
    for (int i = 0; i < intervals; i++) {
      all.add(new Interval(start(first + i), succeeded[i], failed[i]));
    }
    return List.copyOf(all);
  }

  private long number(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), interval.toMillis());
  }

  private Instant start(long number) {
    return Instant.ofEpochMilli(number * interval.toMillis());
  }

  private static Instant requestIn(OperationalRecord record) {
    return Instant.ofEpochMilli(record.number(OperationalField.REQUEST_IN_TS).orElse(0L));
  }

  private boolean isMeant(OperationalRecord record) {
    return side.map(each -> isOf(each, record)).orElse(true)
        && participant
            .map(id -> RecordQuery.isClient(id, record) || RecordQuery.isService(id, record))
            .orElse(true)
        && service.map(each -> each.isOf(record)).orElse(true);
  }

  private static boolean isOf(Side side, OperationalRecord record) {
    return record
        .text(OperationalField.SECURITY_SERVER_TYPE)
        .filter(DescribeExchange.type(side)::equals)
        .isPresent();
  }
}
