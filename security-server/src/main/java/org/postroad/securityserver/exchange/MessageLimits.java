// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.time.Duration;
import org.postroad.protocol.transport.TransportLimits;

/**
 * How much of one message is taken beside the bytes of its bodies.
 *
 * @param envelope bytes of a SOAP envelope
 * @param attachments number of SOAP attachments
 * @param envelopeTime from the start of a request to the end of its SOAP envelope
 */
public record MessageLimits(int envelope, int attachments, Duration envelopeTime) {

  public static final MessageLimits DEFAULT =
      new MessageLimits(
          TransportLimits.DEFAULT.maxEnvelopeBytes(),
          TransportLimits.DEFAULT.maxAttachments(),
          Duration.ofSeconds(30));

  public MessageLimits {
    if (envelope < 1 || attachments < 0 || !envelopeTime.isPositive()) {
      throw new IllegalArgumentException(
          "envelopes of "
              + envelope
              + " bytes in "
              + envelopeTime
              + ", "
              + attachments
              + " attachments");
    }
  }

  /** The same limits for what other security servers send. */
  public TransportLimits transport() {
    TransportLimits others = TransportLimits.DEFAULT;
    return new TransportLimits(
        others.maxOcspResponses(),
        others.maxOcspBytes(),
        envelope,
        attachments,
        others.maxSignatureBytes());
  }
}
