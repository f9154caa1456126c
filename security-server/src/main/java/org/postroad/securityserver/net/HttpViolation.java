// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.IOException;

/**
 * What the peer wrote is not HTTP/1.1 read strictly, or is more than the limits allow.
 *
 * <p>After it nothing on the connection can be trusted: it is closed, never used again.
 */
public final class HttpViolation extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private HttpViolation(int status, String text) {
    super(text);
    this.status = status;
  }

  static HttpViolation malformed(String text) {
    return new HttpViolation(400, text);
  }

  static HttpViolation tooLarge(String text) {
    return new HttpViolation(431, text);
  }

  static HttpViolation expectationFailed(String text) {
    return new HttpViolation(417, text);
  }

  /** The status a listener responds with. */
  public int status() {
    return status;
  }
}
