// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import org.postroad.protocol.mime.Headers;

/**
 * The first lines of a response.
 *
 * <p>Header names go out spelled exactly as they are given here, because reference consumers look
 * two of them up by case (row C-047).
 */
public record ResponseHead(int status, String reason, Headers headers) {
  public ResponseHead {
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("status " + status + ", expected 100 to 599");
    }
    HeadSyntax.requireText("reason", reason);
    HeadSyntax.requireFields(headers);
  }
}
