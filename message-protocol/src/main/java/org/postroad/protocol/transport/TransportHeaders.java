// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Headers;

/**
 * Names of the HTTP header fields between security servers (C-027).
 *
 * <p>They are written in lower case because the reference looks them up in responses exactly so
 * (C-047).
 */
public final class TransportHeaders {
  /** A UUID that both servers put into their logs. */
  public static final String REQUEST_ID = "x-road-request-id";

  /**
   * How parts are digested (C-028): {@link #HASH_ALGORITHM_SHA512} in what is sent (D-031),
   * whatever {@link #hashAlgorithm} reads in what is received.
   */
  public static final String HASH_ALGORITHM = "x-hash-algorithm";

  /** Content type the information system sent, with its boundary (C-030). */
  public static final String ORIGINAL_CONTENT_TYPE = "x-original-content-type";

  /** SOAPAction the information system sent. */
  public static final String ORIGINAL_SOAP_ACTION = "x-original-soapaction";

  /** {@link #MESSAGE_TYPE_REST} exactly, or else the message is SOAP (C-029). */
  public static final String MESSAGE_TYPE = "x-road-message-type";

  /** Version of the sending server, in semantic version form (C-031). */
  public static final String PROXY_VERSION = "x-proxy-version";

  public static final String HASH_ALGORITHM_SHA512 = "SHA-512";
  public static final String MESSAGE_TYPE_REST = "REST";

  private TransportHeaders() {}

  /**
   * How the sender digested the parts of this message.
   *
   * @throws Fault internal_error, as the reference says it, when it is not there or too weak
   */
  public static DigestAlgorithm hashAlgorithm(Headers headers) {
    String name =
        headers
            .first(HASH_ALGORITHM)
            .orElseThrow(() ->
                new Fault(
                    FaultCode.INTERNAL_ERROR,
                    "Could not get hash algorithm identifier from message"));
    return DigestAlgorithm.ofName(name)
        .filter(DigestAlgorithm::isCollisionResistant)
        .orElseThrow(() ->
            new Fault(
                FaultCode.INTERNAL_ERROR,
                "Hash algorithm " + name + " of message, expected SHA-256, SHA-384 or SHA-512"));
  }
}
