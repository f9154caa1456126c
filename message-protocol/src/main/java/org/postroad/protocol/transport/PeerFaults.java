// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.message.SoapMessage;

/** Tells the faults of a peer from its messages; both are SOAP envelopes. */
final class PeerFaults {
  private static final byte[] NAME = {'F', 'a', 'u', 'l', 't'};

  private PeerFaults() {}

  /** The fault in an envelope. What is no envelope at all is no fault either. */
  static Optional<TransportPart> find(byte[] envelope) {
    if (!mayBeFault(envelope)) {
      return Optional.empty();
    }
    try {
      return SoapMessage.parse(envelope)
          .fault()
          .map(report -> new TransportPart.FaultPart(report, envelope));
    } catch (Fault notSoap) {
      return Optional.empty();
    }
  }

  /** Saves parsing most messages twice. Zeros are passed over, so that any encoding will do. */
  private static boolean mayBeFault(byte[] envelope) {
    int matched = 0;
    for (byte b : envelope) {
      if (b == NAME[matched]) {
        matched++;
      } else if (b != 0) {
        matched = b == NAME[0] ? 1 : 0;
      }
      if (matched == NAME.length) {
        return true;
      }
    }
    return false;
  }
}
