// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.securityserver.messagelog.Side;

/**
 * What is remembered of one exchange for monitoring, whether it succeeded or not.
 *
 * @param purpose whether it was about a message at all
 * @param requestId by which both servers know the exchange, absent before there was one
 * @param request the request message, absent if it could not be read
 * @param response absent if there was none, also where a fault stood in its place
 * @param peer the other security server: of the candidates the one connected to, or who called;
 *     absent if there was none yet (C-062)
 * @param fault what the caller was told if the exchange was refused or failed
 */
public record ExchangeRecord(
    Side side,
    Purpose purpose,
    Moments moments,
    Optional<String> requestId,
    Optional<CarriedMessage> request,
    Optional<CarriedMessage> response,
    Optional<InetSocketAddress> peer,
    Optional<FaultReport> fault,
    List<StageTime> stages) {

  /** What a run of a line is for. */
  public enum Purpose {
    MESSAGE,
    /** A question that this server answers beside the exchange of messages (G-009). */
    INQUIRY
  }

  public ExchangeRecord {
    stages = List.copyOf(stages);
  }

  public boolean succeeded() {
    return fault.isEmpty();
  }

  public Duration duration() {
    return Duration.between(moments.requestIn(), moments.end());
  }
}
