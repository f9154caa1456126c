// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.administration.Refusal;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.monitoring.TrafficQuery;

/** How many exchanges there were, interval by interval (E28). */
@Path("diagnostics")
public final class TrafficDiagnostics {
  private static final Duration SHOWN = Duration.ofDays(1);

  private final AdministeredServer server;

  /** One interval, in the fields of the reference. */
  record OperationalDataInterval(Instant intervalStartTime, long successCount, long failureCount) {}

  /** What is asked for; each is empty if it was not given. */
  public static final class Query {
    @QueryParam("records_from")
    @DefaultValue("")
    private String recordsFrom = "";

    @QueryParam("records_to")
    @DefaultValue("")
    private String recordsTo = "";

    @QueryParam("interval")
    @DefaultValue("60")
    private String interval = "";

    @QueryParam("security_server_type")
    @DefaultValue("")
    private String securityServerType = "";

    @QueryParam("member_id")
    @DefaultValue("")
    private String memberId = "";

    @QueryParam("service_id")
    @DefaultValue("")
    private String serviceId = "";

    private TrafficQuery wanted(Instant now) {
      Instant to = time("records_to", recordsTo).orElse(now);
      Instant from = time("records_from", recordsFrom).orElse(to.minus(SHOWN));
      if (to.isBefore(from)) {
        throw Refusal.invalid("records_to", "NotBefore " + from + ", not '" + to + "'");
      }
      var query =
          new TrafficQuery(
              from,
              to,
              minutes(interval),
              given(securityServerType).map(Query::side),
              given(memberId).map(id -> Encoded.client("member_id", id)),
              given(serviceId).map(Query::service));
      if (query.intervals() > TrafficQuery.MOST_INTERVALS) {
        throw Refusal.invalid(
            "interval",
            "AtMost " + TrafficQuery.MOST_INTERVALS + " intervals, not " + query.intervals());
      }
      return query;
    }

    private static Optional<String> given(String text) {
      return Optional.of(text).filter(value -> !value.isEmpty());
    }

    private static Optional<Instant> time(String name, String text) {
      try {
        Optional<Instant> time = given(text).map(value -> OffsetDateTime.parse(value).toInstant());
        if (time.filter(Instant.EPOCH::isAfter).isPresent()) {
          throw Refusal.invalid(name, "NotBefore " + Instant.EPOCH + ", not '" + text + "'");
        }
        return time;
      } catch (DateTimeParseException notOne) {
        throw Refusal.invalid(name, "DateTime, not '" + text + "'");
      }
    }

    private static Duration minutes(String text) {
      if (!text.matches("0*[1-9][0-9]{0,8}")) {
        throw Refusal.invalid("interval", "Positive, not '" + text + "'");
      }
      return Duration.ofMinutes(Long.parseLong(text));
    }

    private static Side side(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "client" -> Side.CONSUMER;
        case "producer" -> Side.PROVIDER;
        default ->
            throw Refusal.invalid(
                "security_server_type", "OneOf [Client, Producer], not '" + text + "'");
      };
    }

    private static TrafficQuery.Service service(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 0 || colon + 1 == text.length()) {
        throw Refusal.invalid("service_id", "EncodedId, not '" + text + "'");
      }
      return new TrafficQuery.Service(
          Encoded.subsystem("service_id", text.substring(0, colon)), text.substring(colon + 1));
    }
  }

  TrafficDiagnostics(AdministeredServer server) {
    this.server = server;
  }

  /** The records of this node alone. */
  @GET
  @Path("operational-monitoring")
  @Needs(Permission.DIAGNOSTICS)
  public List<OperationalDataInterval> getOperationalDataIntervals(@BeanParam Query query)
      throws IOException {
    if (!server.diagnostics().monitored()) {
      throw Refusal.conflict("operational_records_not_kept");
    }
    return query.wanted(server.clients().clock().instant()).ask(server.records()).stream()
        .map(each -> new OperationalDataInterval(each.start(), each.succeeded(), each.failed()))
        .toList();
  }
}
