// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.InputStream;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;

/** What an information system sent: the message is read, the bodies behind it are not yet. */
sealed interface ConsumerRequest {

  Message message();

  /** The Content-Type the information system sent, or nothing. */
  String contentType();

  record Rest(RestRequest message, String contentType, InputStream body)
      implements ConsumerRequest {}

  record Soap(SoapMessage message, String contentType, String soapAction, SoapMultipart parts)
      implements ConsumerRequest {}
}
