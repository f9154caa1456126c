// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

/** Media types of the parts (C-034). */
final class PartTypes {
  static final String OCSP = "application/ocsp-response";
  static final String SOAP = "text/xml";
  static final String XOP = "application/xop+xml";
  static final String ATTACHMENTS = "multipart/mixed";
  static final String REST_REQUEST = "application/x-road-rest-request";
  static final String REST_RESPONSE = "application/x-road-rest-response";
  static final String REST_BODY = "application/x-road-rest-body";
  static final String HASH_CHAIN_RESULT = "application/hash-chain-result";
  static final String HASH_CHAIN = "application/hash-chain";
  static final String SIGNATURE = "signature/bdoc-1.0/ts";

  /** How a fault is labelled when it stands for a message or a signature (C-049). */
  static final String FAULT = "text/xml; charset=UTF-8";

  private PartTypes() {}
}
