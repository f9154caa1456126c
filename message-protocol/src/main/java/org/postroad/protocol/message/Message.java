// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/** A request or response of either protocol, attachments and body left out. */
public sealed interface Message permits SoapMessage, RestMessage {
  /** What is signed and logged as {@code /message.xml}; not to be written to. */
  byte[] bytes();

  ClientId client();

  ServiceId service();

  /** The id the information system gave, or the one that was made for it. */
  String queryId();

  Optional<String> userId();

  Optional<String> issue();

  /** The version of the message protocol: {@code 4.0} or the like for SOAP, {@code 1} for REST. */
  String protocol();

  /** What is logged of it where its body is not: enough to tell who called what, and no content. */
  byte[] metadata();

  /**
   * Whether it looks like the metadata of a message, to which no signature of the message fits
   * (D-065).
   */
  boolean isMetadata();
}
