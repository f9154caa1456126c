// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import org.postroad.securityserver.exchange.LogMessage;
import org.postroad.securityserver.exchange.Stage;

/** Logs the verified request before the service is called. */
final class LogRequest implements Stage<Verified, Logged> {

  private final LogMessage logMessage;

  LogRequest(LogMessage logMessage) {
    this.logMessage = logMessage;
  }

  @Override
  public Logged apply(Verified verified) {
    Received received = verified.authorized().received();
    logMessage.request(
        received.message(), received.opened().requestId(), verified.parts(), received.signature());
    return new Logged(verified);
  }
}
