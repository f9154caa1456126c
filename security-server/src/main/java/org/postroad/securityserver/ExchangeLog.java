// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.message.Message;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of the server's log for each exchange, never with content (threat 72). */
final class ExchangeLog implements Consumer<ExchangeRecord> {

  private static final Logger LOG = LoggerFactory.getLogger(ExchangeLog.class);

  private static String address(InetSocketAddress peer) {
    return peer.getHostString() + ":" + peer.getPort();
  }

  @Override
  public void accept(ExchangeRecord record) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    Optional<Message> request = record.request().map(CarriedMessage::message);
    LOG.atInfo()
        .addKeyValue("side", record.side().name().toLowerCase(Locale.ROOT))
        .addKeyValue("query", request.map(Message::queryId).orElse("-"))
        .addKeyValue("service", request.map(m -> m.service().toString()).orElse("-"))
        .addKeyValue("peer", record.peer().map(ExchangeLog::address).orElse("-"))
        .addKeyValue("millis", record.duration().toMillis())
        .addKeyValue("fault", record.fault().map(FaultReport::code).orElse("-"))
        .addKeyValue("stages", record.stages())
        .log("exchange");
  }
}
