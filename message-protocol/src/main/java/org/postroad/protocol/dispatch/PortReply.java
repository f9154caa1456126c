// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import java.util.Map;

/**
 * What goes back. The port itself adds the length; the connection lives on unless a header {@code
 * connection: close} says otherwise.
 *
 * @param headers by name, in lower case
 * @param body not to be written to
 */
public record PortReply(int status, Map<String, String> headers, byte[] body) {

  public PortReply {
    headers = Map.copyOf(headers);
  }
}
