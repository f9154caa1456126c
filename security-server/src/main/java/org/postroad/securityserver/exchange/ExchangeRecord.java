// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.message.Message;
import org.postroad.securityserver.messagelog.Side;

/**
 * What is remembered of one exchange for monitoring, whether it succeeded or not.
 *
 * @param request the request message, absent if it could not be read
 * @param peer the other security server: of the candidates the one connected to, or who called;
 *     absent if there was none yet (C-062)
 * @param fault what the caller was told if the exchange was refused or failed
 */
public record ExchangeRecord(
    Side side,
    Instant start,
    Duration duration,
    Optional<Message> request,
    Optional<InetSocketAddress> peer,
    Optional<FaultReport> fault,
    List<StageTime> stages) {

  public ExchangeRecord {
    stages = List.copyOf(stages);
  }

  public boolean succeeded() {
    return fault.isEmpty();
  }
}
