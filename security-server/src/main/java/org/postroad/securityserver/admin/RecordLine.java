// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.postroad.securityserver.messagelog.LogRecord;
import org.postroad.securityserver.messagelog.LogSummary;

/**
 * One record as a list shows it. A text longer than 256 characters is shortened, which its last
 * character, an ellipsis, says.
 *
 * @param side {@code consumer} or {@code provider}
 * @param kind {@code request} or {@code response}
 * @param userId on whose behalf, where the message says so
 * @param issue of which matter, where the message says so
 * @param outcome of a response: {@code succeeded} or {@code failed}
 * @param protocol {@code 1} for REST, {@code 4.x} for SOAP
 */
public record RecordLine(
    long sequence,
    Instant time,
    String side,
    String kind,
    String client,
    String service,
    String queryId,
    String requestId,
    Optional<String> userId,
    Optional<String> issue,
    Optional<String> outcome,
    String protocol,
    boolean timestamped) {

  private static final int LONGEST = 256;

  static RecordLine of(LogSummary summary) {
    return new RecordLine(
        summary.sequence(),
        summary.time(),
        lower(summary.side()),
        lower(summary.kind()),
        bounded(summary.client()),
        bounded(summary.service()),
        bounded(summary.queryId()),
        bounded(summary.requestId()),
        summary.userId().map(RecordLine::bounded),
        summary.issue().map(RecordLine::bounded),
        summary.outcome().map(RecordLine::lower),
        bounded(summary.protocol()),
        summary.timestamped());
  }

  static RecordLine of(LogRecord record, boolean timestamped) {
    return new RecordLine(
        record.sequence(),
        record.time(),
        lower(record.side()),
        lower(record.kind()),
        bounded(record.client()),
        bounded(record.service()),
        bounded(record.queryId()),
        bounded(record.requestId()),
        record.userId().map(RecordLine::bounded),
        record.issue().map(RecordLine::bounded),
        record.outcome().map(RecordLine::lower),
        bounded(record.protocol()),
        timestamped);
  }

  RecordLine withTimestamp() {
    return new RecordLine(
        sequence, time, side, kind, client, service, queryId, requestId, userId, issue, outcome,
        protocol, true);
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static String bounded(Object value) {
    return shortened(value.toString(), LONGEST);
  }

  static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
