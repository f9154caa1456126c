// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.exchange.Stage;

/** Before anything else: the method must be one of the protocol's. */
enum CheckMethod implements Stage<Arrival, Arrival> {
  /** SOAP. */
  POST_ONLY,
  /** REST, where the method is the service's business. */
  ANY;

  @Override
  public Arrival apply(Arrival arrival) {
    String method = arrival.exchange().request().method();
    if (this == POST_ONLY && !method.equals("POST")) {
      throw new Fault(
          FaultCode.INVALID_HTTP_METHOD, "Must use POST request method instead of " + method);
    }
    return arrival;
  }
}
