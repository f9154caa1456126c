// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import org.postroad.protocol.message.Message;

/** A well-formed request; its bodies are still to be read. */
record Received(Ready ready, ConsumerRequest request) {

  Message message() {
    return request.message();
  }
}
