// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.net.ClientConnection;

/**
 * What a security server said that stopped taking a request before its end: its fault if it sent
 * one, otherwise that the connection broke.
 */
final class EarlyAnswer {

  private static final int LARGEST_FAULT = 64 * 1024;

  private EarlyAnswer() {}

  static RuntimeException of(ClientConnection connection, PeerStream.Broken broken) {
    try {
      connection.receive();
      byte[] answer = connection.body().readNBytes(LARGEST_FAULT);
      Optional<PeerFault> fault =
          SoapMessage.faultIn(answer).map(report -> new PeerFault(report, answer));
      if (fault.isPresent()) {
        return fault.get();
      }
    } catch (IOException silent) {
      broken.addSuppressed(silent);
    }
    return new Fault(FaultCode.NETWORK_ERROR, String.valueOf(broken.getMessage()), broken);
  }
}
