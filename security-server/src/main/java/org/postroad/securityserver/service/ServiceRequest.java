// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.util.List;
import org.postroad.protocol.message.Message;
import org.postroad.securityserver.exchange.Body;
import org.postroad.securityserver.exchange.SoapAssembly;

/**
 * A verified request as its service is to receive it.
 *
 * @param assembly how a SOAP message with its attachments was put together
 */
public record ServiceRequest(
    Message message, SoapAssembly assembly, String soapAction, List<Body> bodies) {

  public ServiceRequest {
    bodies = List.copyOf(bodies);
  }
}
