// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import org.postroad.securityserver.exchange.LogMessage;
import org.postroad.securityserver.exchange.Stage;

/** Logs the verified response before it leaves. */
final class LogResponse implements Stage<Verified, Logged> {

  private final LogMessage logMessage;

  LogResponse(LogMessage logMessage) {
    this.logMessage = logMessage;
  }

  @Override
  public Logged apply(Verified verified) {
    Responded response = verified.response();
    logMessage.response(
        response.message(),
        response.received().ready().requestId(),
        verified.parts(),
        response.signature());
    return new Logged(verified);
  }
}
