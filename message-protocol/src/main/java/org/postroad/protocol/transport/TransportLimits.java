// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

/**
 * How much of a peer's message is taken before it is refused; bodies and attachments are streams
 * and bounded by whoever reads them.
 *
 * @param maxOcspResponses number of OCSP parts
 * @param maxOcspBytes size of one OCSP part
 * @param maxEnvelopeBytes size of a SOAP envelope or of a REST header part
 * @param maxAttachments number of SOAP attachments
 * @param maxSignatureBytes size of a signature document, a hash chain or a hash chain result
 */
public record TransportLimits(
    int maxOcspResponses,
    int maxOcspBytes,
    int maxEnvelopeBytes,
    int maxAttachments,
    int maxSignatureBytes) {
  public static final TransportLimits DEFAULT =
      new TransportLimits(16, 64 * 1024, 10 * 1024 * 1024, 1000, 2 * 1024 * 1024);
}
