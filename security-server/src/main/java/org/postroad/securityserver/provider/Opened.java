// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.util.List;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.transport.TransportReader;
import org.postroad.securityserver.conf.Configuration;

/**
 * A transported request up to its message; attachments and signature are still to be read.
 *
 * @param hashAlgorithm how the caller's server digested the parts
 * @param ocspResponses for the caller's authentication certificate, as sent, leaf first
 * @param partHeaders of the message part, its content type among them
 * @param originalContentType of the whole message as the information system sent it, or nothing
 */
record Opened(
    Arrival arrival,
    Configuration configuration,
    String requestId,
    DigestAlgorithm hashAlgorithm,
    List<byte[]> ocspResponses,
    Message message,
    Headers partHeaders,
    String originalContentType,
    String soapAction,
    TransportReader rest) {

  Opened {
    ocspResponses = List.copyOf(ocspResponses);
  }
}
