// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.util.List;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.securityserver.exchange.Parts;

/** A complete request from an authenticated security server; its bodies are spooled. */
record Received(
    Authenticated authenticated,
    Parts parts,
    List<Headers> attachmentHeaders,
    MessageSignature signature) {

  Received {
    attachmentHeaders = List.copyOf(attachmentHeaders);
  }

  Opened opened() {
    return authenticated.opened();
  }

  Message message() {
    return opened().message();
  }
}
