// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestMessage;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.Moments;
import org.postroad.securityserver.exchange.StageTime;
import org.postroad.securityserver.messagelog.Side;

/**
 * One side of one exchange within a trace, without its messages.
 *
 * <p>Both servers know an exchange by its request id, and the ids of their spans are made from it:
 * so the two spans of an exchange find each other, and nothing is added to a message for that. The
 * trace is the one the information system began, or one of this exchange alone.
 *
 * @param about the query and its service, once the request was read
 */
record Span(
    Ids ids,
    Side side,
    String requestId,
    Moments moments,
    Optional<About> about,
    Optional<FaultReport> fault,
    List<StageTime> stages) {
  private static final int SPAN_DIGITS = 16;

  /**
   * Where it stands in its trace.
   *
   * @param parent empty for the first span of a trace
   * @param state as the information system sent it, empty for nothing
   */
  record Ids(String trace, String span, String parent, String state) {}

  record About(String queryId, ServiceId service) {}

  /** Nothing before the exchange had an id, or where whoever began the trace records nothing. */
  static Optional<Span> of(ExchangeRecord exchange) {
    if (exchange.requestId().isEmpty()) {
      return Optional.empty();
    }
    Optional<Message> message = exchange.request().map(CarriedMessage::message);
    Optional<TraceContext> begun = message.flatMap(Span::context);
    if (begun.filter(context -> !context.sampled()).isPresent()) {
      return Optional.empty();
    }
    String id = exchange.requestId().get();
    return Optional.of(
        new Span(
            ids(exchange.side(), id, begun),
            exchange.side(),
            id,
            exchange.moments(),
            message.map(known -> new About(known.queryId(), known.service())),
            exchange.fault(),
            exchange.stages()));
  }

  private static Ids ids(Side side, String requestId, Optional<TraceContext> begun) {
    String trace =
        begun
            .map(TraceContext::traceId)
            .orElseGet(() -> digits("trace", requestId, 2 * SPAN_DIGITS));
    String state = begun.map(TraceContext::state).orElse("");
    String consumer = digits("consumer", requestId, SPAN_DIGITS);
    return switch (side) {
      case CONSUMER ->
          new Ids(trace, consumer, begun.map(TraceContext::parentId).orElse(""), state);
      case PROVIDER -> new Ids(trace, digits("provider", requestId, SPAN_DIGITS), consumer, state);
    };
  }

  private static Optional<TraceContext> context(Message message) {
    return message instanceof RestMessage rest ? TraceContext.of(rest.headers()) : Optional.empty();
  }

  private static String digits(String what, String requestId, int count) {
    String text = "postroad/trace/v1\n" + what + "\n" + requestId;
    return DigestAlgorithm.SHA256
        .digest(text.getBytes(StandardCharsets.UTF_8))
        .hex()
        .substring(0, count);
  }
}
