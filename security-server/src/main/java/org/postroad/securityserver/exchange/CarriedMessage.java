// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import org.postroad.protocol.message.Message;

/**
 * A message of an exchange and how much travelled beside it.
 *
 * @param bodyBytes of the REST body or of all SOAP attachments together
 * @param bodies how many there were
 */
public record CarriedMessage(Message message, long bodyBytes, int bodies) {

  static CarriedMessage of(Message message, Parts parts) {
    long bytes = 0;
    for (Body body : parts.bodies()) {
      bytes += body.length();
    }
    return new CarriedMessage(message, bytes, parts.bodies().size());
  }

  /** Of which the bodies are not known, since the exchange did not come so far. */
  static CarriedMessage alone(Message message) {
    return new CarriedMessage(message, 0, 0);
  }
}
