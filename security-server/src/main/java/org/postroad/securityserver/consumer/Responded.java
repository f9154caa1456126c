// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import org.postroad.protocol.message.Message;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.exchange.SoapAssembly;

/**
 * A complete response from the other security server, not verified yet.
 *
 * @param assembly how a SOAP message with its attachments was put together
 */
record Responded(
    Transmitted request,
    Message message,
    SoapAssembly assembly,
    Parts parts,
    MessageSignature signature) {

  Received received() {
    return request.received();
  }
}
